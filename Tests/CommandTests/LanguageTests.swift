import Foundation
import Testing

@Suite struct `files and variables of a pipeline` {
  private static let pipeline = """
    version: 1
    sources: [{ id: in, use: files, path: "${LOGS:-.}/in.ndjson", format: ndjson }]
    stages:
      - { id: mark, use: ./shared/mark.yaml, when: 'app_id != "${SKIP}"' }
    sinks:
      - { id: out, use: files, path: out.ndjson, format: ndjson, only: [app_id, platform] }
      - { id: bad, from: failed, use: files, path: bad.ndjson, about: what was wrong }
    """

  /// Both stages of the group see whether the event took part, though the first one changes what
  /// the condition asks for.
  private static let mark = """
    stages:
      - { use: set, fields: { app_id: '"marked"' } }
      - { id: late, use: set, fields: { platform: '"seen"' } }
    """

  private func bed() throws -> Bed {
    try Bed([
      "web.yaml": Self.pipeline, "shared/mark.yaml": Self.mark,
      "in.ndjson": "{\"app_id\":\"a\"}\n{\"app_id\":\"marked\"}\n", "logs/in.ndjson": "{}\n",
      "one.env": "# comment\n\nexport SKIP='marked'\nOTHER=1\n",
      "bad.env": "SKIP=a\nsecret words\n",
    ])
  }

  @Test(arguments: [["--set", "SKIP=marked"], ["--env-file", "one.env"]])
  func `a group takes part as a whole or not at all`(options: [String]) throws {
    let bed = try bed()
    let ended = try bed.start(["run", "web.yaml", "--quiet"] + options, input: "/dev/null").end()
    #expect((ended.code, ended.out) == (0, ""), "\(ended.err)")
    #expect(
      bed.lines("out.ndjson") == [
        #"{"app_id":"marked","platform":"seen"}"#, #"{"app_id":"marked"}"#,
      ])
  }

  @Test func `the environment, and what comes before it`() throws {
    let bed = try bed()
    let environment = ["SKIP": "a", "LOGS": "logs"]
    #expect(try bed.run("run", "web.yaml", environment: environment).code == 0)
    #expect(bed.lines("out.ndjson") == [#"{"app_id":"marked","platform":"seen"}"#])
    let again = try bed.run(
      "check", "web.yaml", "--set", "LOGS=nowhere", "--set", "X=1", environment: environment)
    #expect(again.code == 1)
    #expect(
      again.err.contains(
        """
        command line: error[unused-variable]: no file asks for the variable 'X'
        help: asked for: LOGS, SKIP
        """))
  }

  @Test func `usage`() throws {
    let bed = try bed()
    let unset = try bed.run("check", "web.yaml")
    #expect(unset.code == 1)
    #expect(
      unset.err.hasPrefix("web.yaml:4:48: error[unset-variable]: the variable 'SKIP' is not set"))
    for (option, name) in [("secret", "secret"), ("1A=secret", "1A"), ("=secret", "")] {
      let ended = try bed.run("check", "web.yaml", "--set", option)
      #expect(ended.code == 2)
      #expect(
        ended.err.contains("'--set' takes NAME=VALUE, and '\(name)' is no name of a variable"))
    }
    let file = try bed.run("check", "web.yaml", "--env-file", "bad.env")
    #expect((file.code, file.out) == (1, ""))
    #expect(
      file.err == """
        error[bad-variable]: 'bad.env', line 2: '=' is missing
        help: write 'NAME=VALUE', a line for each

        """)
    let none = try bed.run("check", "web.yaml", "--env-file", "none.env")
    #expect(none.err == "error[unreadable]: cannot read 'none.env': no such file or directory\n")
  }

  @Test func `the graph of a pipeline`() throws {
    let bed = try bed()
    let text = try bed.run("graph", "web.yaml", "--set", "SKIP=marked")
    #expect((text.code, text.err) == (0, ""))
    #expect(
      text.out == """
        in  files, ndjson
        │ app_id
        mark/set  when app_id != "marked"  + app_id
        │
        mark/late  set  when app_id != "marked"  + platform
        └─ app_id, platform ─▶ out  files, ndjson

        failed events
        └─▶ bad  files, failed_json
             # what was wrong

        """)
    let svg = try bed.run("graph", "web.yaml", "--set", "SKIP=marked", "--format", "svg")
    #expect(svg.out.hasPrefix("<svg ") && svg.out.hasSuffix("</svg>\n"))
    let wrong = try bed.run("graph", "web.yaml")
    #expect((wrong.code, wrong.out) == (3, ""))
    #expect(wrong.err.contains("error[unset-variable]"))
  }

  @Test func `what the file says about a component stands in failed events`() throws {
    let bed = try Bed([
      "web.yaml": """
      version: 1
      sources: [{ id: in, use: files, path: in.ndjson, format: ndjson, about: our shop }]
      stages: [{ use: set, about: cannot be, fields: { txn_id: '1 / (txn_id - txn_id)' } }]
      sinks: [{ use: files, path: out.ndjson, format: ndjson }, { id: bad, from: failed, use: files, path: bad.ndjson }]
      """, "in.ndjson": "{\"txn_id\":5}\n}\n",
    ])
    #expect(try bed.run("run", "web.yaml").code == 0)
    #expect(
      try bed.objects("bad.ndjson").map { $0["about"] as? String } == ["cannot be", "our shop"])
  }
}
