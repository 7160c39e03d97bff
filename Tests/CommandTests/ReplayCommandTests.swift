import Foundation
import Testing

@Suite struct `the command replay` {
  private static func pipeline(_ type: String) -> String {
    """
    version: 1
    sources: [{ id: logs, use: files, path: in.log, format: ndjson, fields: { n: { type: \(type) } } }]
    sinks:
      - { id: good, use: files, path: out/good.ndjson, format: ndjson, if_exists: replace }
      - { id: rejects, from: failed, use: files, path: out/failed.ndjson, if_exists: replace }
    """
  }

  @Test func `nothing is written over what an earlier run has written`() throws {
    let bed = try Bed([
      "bad.yaml": Self.pipeline("integer"), "good.yaml": Self.pipeline("text"),
      "in.log": "{\"n\":1}\n{\"n\":\"x\"}\n",
    ])
    #expect(try bed.run("run", "bad.yaml", "--quiet").code == 0)
    let failed = bed.text("out/failed.ndjson")
    let again = try bed.run("replay", "bad.yaml", "out/failed.ndjson")
    #expect(
      again.err == """
        logs     lines 1 = records 1 + headers 0 + blank 0; records 1 = decoded 0 + failed 1; events 0
        good     events 0 = written 0 + filtered 0 + failed 0 + dropped 0
        rejects  failed 1 + 0 = written 1
        failed events 1 = replayed 1 + not chosen 0 + not replayable 0

        """)
    #expect(bed.text("out/failed.ndjson") == failed)
    #expect(try bed.objects("out/failed-2.ndjson").map { $0["attempts"] as? Int } == [2])
    #expect(try bed.run("replay", "good.yaml", "out/failed-2.ndjson", "--quiet").code == 0)
    #expect(
      bed.text("out/good.ndjson") + bed.text("out/good-2.ndjson") == "{\"n\":1}\n{\"n\":\"x\"}\n")
    #expect(
      bed.names.filter { $0.hasPrefix("out/") } == [
        "out/failed-2.ndjson", "out/failed.ndjson", "out/good-2.ndjson", "out/good.ndjson",
      ])
  }

  @Test func `odd names are names and no patterns`() throws {
    let name = #"a*[b]?\.ndjson"#
    let bed = try Bed([
      "good.yaml": Self.pipeline("text"),
      name: #"{"v":1,"id":"logs","class":"parse","source":{"id":"logs","name":"in.log","line":1},"#
        + #""owed":["good"],"attempts":1,"raw":"{\"n\":\"x\"}"}"#,
    ])
    let ended = try bed.run("replay", "good.yaml", name, "--quiet")
    #expect((ended.code, bed.text("out/good.ndjson")) == (0, "{\"n\":\"x\"}\n"))
  }

  @Test(arguments: [
    (
      ["--class", "pars"],
      "Error: '--class' takes a class of failures, not 'pars'; did you mean 'parse'?"
    ),
    (["--workers", "0"], "Error: '--workers' takes a number from 1 to 256"),
  ])
  func `wrong usage`(arguments: [String], said: String) throws {
    let bed = try Bed(["p.yaml": Self.pipeline("text")])
    let ended = try bed.start(
      ["replay", "p.yaml", "failed.ndjson"] + arguments, input: "/dev/null"
    ).end()
    #expect(ended.code == 2)
    #expect(ended.err.hasPrefix(said + "\n"))
  }

  @Test func `a file that is not there`() throws {
    let bed = try Bed(["p.yaml": Self.pipeline("text")])
    let ended = try bed.run("replay", "p.yaml", "no.ndjson", "--quiet")
    #expect(ended.code == 5)
    #expect(ended.err == "richline: cannot open 'no.ndjson': no such file or directory\n")
  }
}
