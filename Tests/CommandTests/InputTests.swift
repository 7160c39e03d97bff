import Foundation
import Testing

@Suite struct `inputs as they come` {
  @Test func `an empty file is good and balances`() throws {
    let bed = try Bed(["p.yaml": Pipelines.plain, "in.log": ""])
    let ended = try bed.run("run", "p.yaml")
    #expect(ended.code == 0)
    #expect(
      ended.err == """
        logs     lines 0 = records 0 + headers 0 + blank 0; records 0 = decoded 0 + failed 0; events 0
        good     events 0 = written 0 + filtered 0 + failed 0 + dropped 0
        rejects  failed 0 + 0 = written 0

        """)
    #expect(bed.names == ["failed.ndjson", "good.ndjson", "in.log", "p.yaml"])
    #expect(bed.text("good.ndjson") == "")
  }

  @Test func `an empty standard input is good and balances`() throws {
    let bed = try Bed(["p.yaml": Pipelines.stream])
    let ended = try bed.run("run", "p.yaml")
    #expect((ended.code, ended.out) == (0, ""))
    #expect(
      ended.err == """
        stdin    lines 0 = records 0 + headers 0 + blank 0; records 0 = decoded 0 + failed 0; events 0
        stdout   events 0 = written 0 + filtered 0 + failed 0 + dropped 0
        rejects  failed 0 + 0 = written 0

        """)
  }

  @Test func `a closed standard input is trouble`() throws {
    let bed = try Bed(["p.yaml": Pipelines.stream])
    let ended = try bed.shell("exec $richline run --quiet p.yaml <&-")
    #expect((ended.code, ended.err) == (5, "richline: cannot read stdin: it is closed\n"))
    #expect(
      try bed.failures("failed.ndjson") == ["input stdin:stdin cannot read stdin: it is closed"])
  }

  @Test(arguments: [1, 2, 3]) func `every line of a binary file is a failed event`(seed: UInt64)
    throws
  {
    let bed = try Bed(["p.yaml": Pipelines.plain])
    var numbers = Numbers(seed: seed)
    let lines = (0..<2_000).map { _ in
      // No line is blank or well-formed: each begins with a byte that UTF-8 never has.
      [0xFF] + (0..<numbers.next(300)).map { _ in UInt8(numbers.next(256)) }.filter { $0 != 10 }
    }
    try bed.write("in.log", Array(lines.joined(separator: [10])))
    let ended = try bed.run("run", "p.yaml")
    #expect(ended.code == 0, "seed \(seed)")
    #expect(ended.err.contains("records 2000 = decoded 0 + failed 2000; events 0\n"))
    let raws = try bed.objects("failed.ndjson").map { $0["raw_b64"] as? String ?? "" }
    #expect(raws == lines.map { Data($0).base64EncodedString() }, "seed \(seed)")
  }

  @Test func `odd bytes and line ends`() throws {
    let bed = try Bed(["p.yaml": Pipelines.plain])
    try bed.write(
      "in.log",
      Array(#"{"app_id":"crlf"}"#.utf8) + [13, 10]
        + Array(#"{"app_id":"nul"#.utf8) + [0] + Array("\"}\n\r\n\n".utf8)
        + Array(#"{"app_id":""#.utf8) + [0xFF] + Array("\"}\r\n".utf8)
        + Array(#"{"app_id":"the last line has no end"}"#.utf8))
    let ended = try bed.run("run", "p.yaml")
    #expect(ended.code == 0)
    #expect(
      ended.err == """
        logs     lines 6 = records 4 + headers 0 + blank 2; records 4 = decoded 2 + failed 2; events 2
        good     events 2 = written 2 + filtered 0 + failed 0 + dropped 0
        rejects  failed 2 + 0 = written 2

        """)
    #expect(
      bed.text("good.ndjson") == """
        {"app_id":"crlf"}
        {"app_id":"the last line has no end"}

        """)
    #expect(
      try bed.failures("failed.ndjson") == [
        "parse logs:in.log:2 not a JSON object: expected an escape for the control character at byte 14 | {\"app_id\":\"nul\0\"}",
        "parse logs:in.log:5 not a JSON object: expected well-formed UTF-8 at byte 11 | base64 eyJhcHBfaWQiOiL/In0N",
      ])
  }

  @Test func `a file of CRLF lines gives the same as one of LF lines`() throws {
    let bed = try Bed(["p.yaml": Pipelines.files("in.log", format: "cloudfront")])
    // The records' bytes are part of what some ids derive from.
    let ended = try bed.shell(
      """
      run() { $richline run --quiet p.yaml --now \(Pipelines.now) && rm failed.ndjson; }
      cp \(Program.pixelLog) in.log && run && mv good.ndjson lf.ndjson
      sed 's/$/\\r/' \(Program.pixelLog) > in.log && run && mv good.ndjson crlf.ndjson
      sed -Ei 's/"event_id":"[^"]*"//' *.ndjson
      wc -l < lf.ndjson && cmp lf.ndjson crlf.ndjson
      """)
    #expect((ended.code, ended.out, ended.err) == (0, "250\n", ""))
  }

  @Test func `inputs that cannot be read fail alone`() throws {
    let bed = try Bed([
      "p.yaml": Pipelines.files("[first.log, nix.log, folder, /proc/self/mem, cut.log, last.log]"),
      "first.log": "{\"app_id\":\"first\"}\n", "folder/x": "",
      "last.log": "{\"app_id\":\"last\"}\n",
    ])
    #expect(
      try bed.shell(
        "for i in {1..9}; do echo '{\"app_id\":\"cut\"}'; done | gzip | head -c -8 > cut.log"
      ).code == 0)
    let ended = try bed.run("run", "p.yaml")
    #expect(ended.code == 5)
    #expect(
      ended.err == """
        richline: cannot open 'nix.log': no such file or directory
        richline: cannot open 'folder': it is a folder; 'folder/*' reads its files
        richline: cannot read '/proc/self/mem': input/output error
        richline: 'cut.log' is cut off: the gzip stream ends in the middle
        logs     lines 11 = records 11 + headers 0 + blank 0; records 11 = decoded 11 + failed 0; events 11; failed inputs 4
        good     events 11 = written 11 + filtered 0 + failed 0 + dropped 0
        rejects  failed 4 + 0 = written 4

        """)
    #expect(bed.lines("good.ndjson").count == 11)
    #expect(
      try bed.failures("failed.ndjson") == [
        "input logs:nix.log cannot open 'nix.log': no such file or directory",
        "input logs:folder cannot open 'folder': it is a folder; 'folder/*' reads its files",
        "input logs:/proc/self/mem cannot read '/proc/self/mem': input/output error",
        "input logs:cut.log 'cut.log' is cut off: the gzip stream ends in the middle",
      ])
  }

  @Test func `a pattern that matches nothing is one failed input`() throws {
    let bed = try Bed(["p.yaml": Pipelines.files("\"logs/*.gz\"")])
    let ended = try bed.run("run", "p.yaml", "--quiet")
    #expect((ended.code, ended.err) == (5, "richline: no file matches 'logs/*.gz'\n"))
    #expect(try bed.failures("failed.ndjson") == ["input logs:logs no file matches 'logs/*.gz'"])
  }
}
