import Foundation
import Testing

@Suite struct `usage` {
  @Test func `a pipeline file cannot be read`() throws {
    let bed = try Bed(["folder/x": "", "large.yaml": String(repeating: "x", count: 2_000_000)])
    for (file, message) in [
      ("nix.yaml", "cannot read 'nix.yaml': no such file or directory"),
      ("folder", "cannot read 'folder': is a directory"),
      ("/proc/self/mem", "cannot read '/proc/self/mem': input/output error"),
      ("large.yaml", "'large.yaml' is larger than a pipeline file can be (1 MiB)"),
      ("/dev/zero", "'/dev/zero' is larger than a pipeline file can be (1 MiB)"),
    ] {
      for verb in ["run", "check"] {
        let ended = try bed.run(verb, file)
        #expect((ended.code, ended.out, ended.err) == (3, "", "error[unreadable]: \(message)\n"))
      }
      let json = try bed.run("check", file, "--format", "json")
      let finding = try Bed.object(json.out)
      #expect((json.code, json.err, finding["message"] as? String) == (3, "", message))
    }
  }

  @Test func `an argument that is no text is refused, not changed`() throws {
    let bed = try Bed(["p.yaml": ""])
    let ended = try bed.shell("$richline check \"$(printf 'p\\377.yaml')\"")
    #expect(ended.code == 2)
    #expect(ended.err == "richline: argument 2, 'p\u{FFFD}.yaml', is not UTF-8\n")
  }

  @Test(arguments: ["0", "1", "26", "-1", "x", "200"])
  func `help fits the narrowest terminal`(columns: String) throws {
    let ended = try Bed().shell("COLUMNS=\(columns) $richline run --help")
    #expect(ended.code == 0 && ended.out.contains("--report"))
  }

  @Test func `too few open files are told at once`() throws {
    let bed = try Bed(["p.yaml": "version: 1\n"])
    let ended = try bed.shell("ulimit -n 12; $richline run p.yaml")
    #expect(ended.code == 5)
    #expect(
      ended.err == "richline: only 12 files may be open ('ulimit -n'), a run needs 24\n")
  }

  @Test func `an empty pipeline file cannot be loaded`() throws {
    let bed = try Bed(["p.yaml": ""])
    let run = try bed.run("run", "p.yaml")
    #expect((run.code, run.out) == (3, ""))
    #expect(run.err.hasPrefix("p.yaml:1:1: error["))
    #expect(try bed.run("check", "p.yaml").code == 1)
  }

  @Test(arguments: [
    (["run"], "Missing expected argument '<file>'"),
    (["run", "--nix", "p.yaml"], "Unknown option '--nix'. Did you mean '--now'?"),
    (["run", "p.yaml", "q.yaml"], "Unexpected argument 'q.yaml'"),
    (["run", "--workers", "0", "p.yaml"], "'--workers' takes a number from 1 to 256"),
    (["run", "--workers", "x", "p.yaml"], "The value 'x' is invalid for '--workers <workers>'"),
    (
      ["run", "--now", "yesterday", "p.yaml"],
      "'--now' takes a time such as 2026-11-21T23:12:24Z, not 'yesterday'"
    ),
    (
      ["run", "--now", "2026-02-30T00:00:00Z", "p.yaml"],
      "'--now' takes a time such as 2026-11-21T23:12:24Z, not '2026-02-30T00:00:00Z'"
    ),
    (["chek", "p.yaml"], "there is no command 'chek'; did you mean 'check'?"),
    (
      ["dispatch"],
      "there is no command 'dispatch'; there are: run, replay, check, test, try, diff, tap, fmt, graph, new, list, explain, schema, lookup"
    ),
    (
      ["list", "--format", "xml"],
      "The value 'xml' is invalid for '--format <format>'. Please provide one of 'text' and 'json'."
    ),
  ])
  func `wrong usage is told`(arguments: [String], message: String) throws {
    let ended = try Bed(["p.yaml": Pipelines.plain]).start(arguments, input: "/dev/null").end()
    #expect((ended.code, ended.out) == (2, ""))
    #expect(ended.err.split(separator: "\n").first ?? "" == "Error: \(message)")
  }

  @Test func `explain knows a page or suggests one`() throws {
    let bed = try Bed()
    let page = try bed.run("explain", "ip_lookup")
    #expect((page.code, page.err) == (0, ""))
    #expect(page.out.hasPrefix("# stage `ip_lookup`\n"))
    let near = try bed.run("explain", "ip_lokup")
    #expect((near.code, near.out) == (2, ""))
    #expect(
      near.err
        == "richline: nothing is called 'ip_lokup'; did you mean 'ip_lookup'? ('richline list' shows all)\n"
    )
    let far = try bed.run("explain", "teapot")
    #expect((far.code, far.out) == (2, ""))
    #expect(far.err == "richline: nothing is called 'teapot' ('richline list' shows all)\n")
  }

  @Test(arguments: [
    ("anonymize_ip.octets", "# option `octets` of stage `anonymize_ip`\n"),
    ("octets", "# option `octets` of stage `anonymize_ip`\n"),
    ("run.workers", "# key `workers` of `run`\n"),
    ("on_error", "# key `on_error` of a stage\n"),
    ("stage", "# the keys of a stage\n"), ("retry.wait", "# key `wait` of `retry` of a sink\n"),
    ("unwritten-field", "# code `unwritten-field`\n"),
    ("url", "# function `url`\n"), ("functions", "# Functions\n"),
  ])
  func `explain knows options, keys, functions and codes`(name: String, start: String) throws {
    let ended = try Bed().run("explain", name)
    #expect((ended.code, ended.err) == (0, ""))
    #expect(ended.out.hasPrefix(start))
  }

  @Test func `schema is the one in the reference`() throws {
    let ended = try Bed().run("schema")
    #expect((ended.code, ended.err) == (0, ""))
    let path = "\(Program.root)/Docs/Reference/pipeline.schema.json"
    #expect(ended.out == (try String(contentsOfFile: path, encoding: .utf8)))
  }

  @Test func `list in text and JSON names the same`() throws {
    let bed = try Bed()
    let (text, json) = (try bed.run("list"), try bed.run("list", "--format", "json"))
    #expect((text.code, text.err, json.code, json.err) == (0, "", 0, ""))
    let names = try json.out.split(separator: "\n").map {
      try #require(try Bed.object(String($0))["name"] as? String)
    }
    #expect(names.contains("ip_lookup"))
    let shown = text.out.split(separator: "\n").filter { $0.hasPrefix("  ") }
    #expect(shown.compactMap { $0.split(separator: " ").first.map(String.init) } == names)
  }

  @Test func `help of every verb fits a page and shows an example`() throws {
    let manual = try Bed().start(["manual"], input: "/dev/null").end().out
    let verbs = manual.split(separator: "\n").filter { $0.hasPrefix(".SS richline") }
      .map { $0.split(separator: " ").dropFirst(2).map(String.init) }
    #expect(verbs.count >= 10)
    for verb in [[]] + verbs {
      let ended = try Bed().start(verb + ["--help"], input: "/dev/null").end()
      #expect((ended.code, ended.err) == (0, ""))
      let lines = ended.out.split(separator: "\n", omittingEmptySubsequences: false)
      #expect(lines.count <= Self.screen, "\(verb)")
      #expect(lines.filter { $0.count > 80 } == [], "\(verb)")
      // An example that is cut in two is none.
      let example = "  richline \((verb.isEmpty ? ["run"] : verb).joined(separator: " "))"
      #expect(lines.contains { $0.contains(example) }, "no '\(example)'")
    }
  }

  /// Lines of a terminal that is not small.
  private static let screen = 50
}

@Suite struct `check` {
  @Test func `says that all is well, with the note on failed events`() throws {
    let bed = try Bed([
      "p.yaml": """
      version: 1
      sources: [{ use: stdin, format: ndjson }]
      sinks:
        - { use: stdout, format: ndjson }
      """
    ])
    let ended = try bed.run("check", "p.yaml")
    #expect((ended.code, ended.out) == (0, "p.yaml: no mistakes\n"))
    #expect(
      ended.err == """
        p.yaml:4:12: note[failed-sink]: no sink takes failed events: they go to 'failed.ndjson' in the working folder
          4 |   - { use: stdout, format: ndjson }
            |            ^~~~~~
        help: add a sink with 'from: failed' to choose where

        """)
    #expect(bed.names == ["p.yaml"])
  }

  static let bad = """
    version: 1
    sources: [{ use: stdin, format: ndjson }]
    stages:
      - { use: anonymise_ip }
    sinks:
      - { use: stdout, format: ndjson, colour: red }
      - { id: rejects, from: failed, use: files, path: failed.ndjson }
    """

  @Test func `shows every mistake with its place`() throws {
    let bed = try Bed(["p.yaml": Self.bad])
    let ended = try bed.run("check", "p.yaml")
    #expect((ended.code, ended.out) == (1, ""))
    #expect(
      ended.err == """
        p.yaml:4:12: error[unknown-plugin]: there is no stage 'anonymise_ip'
          4 |   - { use: anonymise_ip }
            |            ^~~~~~~~~~~~
        help: did you mean 'anonymize_ip'?
        help: 'richline list' shows all
        p.yaml:6:36: error[unknown-option]: sink 'stdout' has no option 'colour'
          6 |   - { use: stdout, format: ndjson, colour: red }
            |                                    ^~~~~~
        help: its options: about, batch, except, format, from, id, only, retry, use, when

        """)
    let run = try bed.run("run", "p.yaml")
    #expect((run.code, run.out, run.err) == (3, "", ended.err))
  }

  @Test func `gives programs an object a line, with line and column`() throws {
    let ended = try Bed(["p.yaml": Self.bad]).run("check", "p.yaml", "--format", "json")
    #expect((ended.code, ended.err) == (1, ""))
    let findings = try ended.out.split(separator: "\n").map { try Bed.object(String($0)) }
    #expect(findings.map { $0["line"] as? Int } == [4, 6])
    #expect(findings.map { $0["column"] as? Int } == [12, 36])
    #expect(findings.map { $0["severity"] as? String } == ["error", "error"])
    #expect(findings.map { $0["code"] as? String } == ["unknown-plugin", "unknown-option"])
    #expect(findings.map { $0["file"] as? String } == ["p.yaml", "p.yaml"])
  }

  @Test func `uses no colour without a terminal`() throws {
    let ended = try Bed(["p.yaml": Self.bad]).run("check", "p.yaml")
    #expect(!ended.err.contains("\u{1B}"))
  }
}
