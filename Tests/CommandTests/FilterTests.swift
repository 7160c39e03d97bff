import Foundation
import Testing

@Suite struct `a pipeline as a filter` {
  /// Reads files and writes files, when it is no filter; even numbers are filtered.
  private static let numbers = """
    version: 1
    sources:
      - { id: logs, use: files, path: "in/*.log", format: ndjson, fields: { n: { type: integer } } }
    stages: [{ id: some, use: filter, keep: n != 4 }]
    sinks: [{ id: good, use: files, path: out/good.ndjson, format: ndjson }]
    """

  /// Each line of stdout: what of a good one is known, or `line class` of a failed event.
  private func told(_ out: String) throws -> [String] {
    try out.split(separator: "\n").map { line in
      guard line.hasPrefix(#"{"v":1,"#) else { return String(line) }
      let failed = try Bed.object(String(line))
      let source = try #require(failed["source"] as? [String: Any])
      return "\(source["line"] ?? "") \(failed["class"] ?? "")"
    }
  }

  @Test func `a line for each record, failed ones at their places`() throws {
    let bed = try Bed(["p.yaml": Self.numbers])
    let ended = try bed.run(
      "run", "p.yaml", "--filter",
      stdin: "{\"n\":1}\n{\"n\":\"x\"}\n{\"n\":3}\n\n{\"n\":4}\nbad\n{\"n\":6}")
    #expect(
      try told(ended.out) == [#"{"n":1}"#, "2 invalid", #"{"n":3}"#, "6 parse", #"{"n":6}"#])
    #expect(
      ended.err == """
        logs  lines 7 = records 6 + headers 0 + blank 1; records 6 = decoded 4 + failed 2; events 4
        good  events 4 = written 3 + filtered 1 + failed 0 + dropped 0; failed events 2

        """)
    #expect((ended.code, bed.names) == (0, ["p.yaml"]))
  }

  @Test func `a sink of failed events takes them instead, unless it is stdout`() throws {
    let sink = "- { id: good, use: files, path: out/good.ndjson, format: ndjson }"
    let text = Self.numbers.replacingOccurrences(
      of: "sinks: [", with: "sinks:\n  \(sink)\n  - { from: failed, use: SINK }\n#")
    let input = "{\"n\":1}\nbad\n{\"n\":3}\n"
    let bed = try Bed([
      "file.yaml": text.replacingOccurrences(of: "use: SINK", with: "use: files, path: bad.ndjson"),
      "stdout.yaml": text.replacingOccurrences(of: "SINK", with: "stdout"),
    ])
    let file = try bed.run("run", "file.yaml", "--filter", stdin: input)
    #expect((file.code, try told(file.out)) == (0, [#"{"n":1}"#, #"{"n":3}"#]))
    #expect(try bed.failures("bad.ndjson").count == 1)
    let stdout = try bed.run("run", "stdout.yaml", "--filter", stdin: input)
    #expect((stdout.code, try told(stdout.out)) == (0, [#"{"n":1}"#, "2 parse", #"{"n":3}"#]))
  }

  @Test(arguments: [1, 4])
  func `big inputs keep their order, with failures between`(workers: Int) throws {
    let bed = try Bed(["p.yaml": Self.numbers])
    let padding = String(repeating: "x", count: 60)
    let lines = (1...60_000).map { number in
      number % 7 == 0 ? "no \(number)" : #"{"n":\#(number * 10),"pad":"\#(padding)"}"#
    }
    try bed.write("big", lines.joined(separator: "\n") + "\n")
    let ended = try bed.shell(
      "$richline run p.yaml --filter --quiet --workers \(workers) < big > out; echo $?")
    #expect((ended.code, ended.out, ended.err) == (0, "0\n", ""))
    let wanted = (1...60_000).map { $0 % 7 == 0 ? "\($0) parse" : lines[$0 - 1] }
    #expect(try told(bed.text("out")) == wanted)
  }

  @Test func `split and xargs: all lines come out, once each`() throws {
    let bed = try Bed(["p.yaml": Self.numbers])
    let lines = (1...5000).map { #"{"n":\#($0 * 10)}"# }
    try bed.write("in", lines.joined(separator: "\n") + "\n")
    let ended = try bed.shell(
      """
      mkdir s x
      split -n r/4 --filter '$richline run p.yaml --filter --quiet > s/$(basename $FILE)' in
      split -l 1250 in x/in-
      ls x/in-* | xargs -P 4 -I @ sh -c '$richline run p.yaml --filter --quiet < @ > @.out'
      echo $?; cat s/* | sort > s.all; cat x/*.out > x.all; sort in > in.sorted
      cmp s.all in.sorted && cmp x.all in && echo same
      """)
    #expect((ended.out, ended.err) == ("0\nsame\n", ""))
  }

  @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/parallel")))
  func `GNU parallel keeps the order`() throws {
    let bed = try Bed(["p.yaml": Self.numbers])
    try bed.write("in", (1...5000).map { #"{"n":\#($0 * 10)}"# + "\n" }.joined())
    let ended = try bed.shell(
      "parallel --pipe -k --block 20k $richline run p.yaml --filter --quiet < in | cmp - in",
      environment: ["HOME": bed.folder])
    #expect((ended.code, ended.out) == (0, ""))
  }

  @Test func `lines come out while stdin pauses`() throws {
    let bed = try Bed(["p.yaml": Self.numbers])
    let child = try bed.start(["run", "p.yaml", "--filter", "--quiet"])
    for number in 1...3 {
      child.put("{\"n\":\(number)}\nbad\n")
      #expect(Child.wait { child.out.split(separator: "\n").count == 2 * number })
    }
    child.closeInput()
    #expect(try child.end().code == 0)
  }

  @Test func `a filter that is stopped has not done its work`() throws {
    let bed = try Bed(["p.yaml": Self.numbers])
    for signal in [SIGTERM, SIGINT] {
      let child = try bed.start(["run", "p.yaml", "--filter"])
      child.put("{\"n\":1}\n")
      #expect(Child.wait { !child.out.isEmpty })
      child.send(signal)
      #expect(try child.end().code == 130)
    }
  }

  @Test func `whatever goes wrong, the exit code says so`() throws {
    let bed = try Bed(["p.yaml": Self.numbers])
    let ended = try bed.shell(
      """
      yes '{"n":1}' | { $richline run p.yaml --filter --quiet 2> pipe.err; echo $? > code; } | head -1
      cat code pipe.err
      $richline run p.yaml --filter --quiet <&- > closed 2>&1; echo $?
      yes '{"n":1}' | head -100000 | gzip | head -c 300 > cut.gz
      $richline run p.yaml --filter --quiet < cut.gz > cut 2> cut.err; echo $?; tail -1 cut
      echo '{"n":1}' | $richline run p.yaml --filter --quiet > /dev/full; echo $?
      """)
    let lines = ended.out.split(separator: "\n").map(String.init)
    #expect(
      lines.prefix(4) == [#"{"n":1}"#, "5", "richline: cannot write to stdout: broken pipe", "5"])
    #expect(lines[4] == "5")
    #expect(try told(lines[5]) == [" input"])
    #expect(lines[6] == "5")
  }

  @Test func `under the name of a file events have the ids that they have in a run over it`() throws
  {
    let bed = try Bed([
      "p.yaml": """
      version: 1
      sources: [{ id: hits, use: files, path: in.log, format: combined }]
      sinks: [{ use: files, path: out.ndjson, format: ndjson }]
      """,
      "in.log": #"192.0.2.1 - - [10/Oct/2000:13:55:36 -0700] "GET / HTTP/1.0" 200 1 "-" "-""#
        + "\n",
    ])
    let ended = try bed.shell(
      """
      $richline run p.yaml --quiet --now \(Pipelines.now)
      $richline run p.yaml --quiet --now \(Pipelines.now) --filter --input-name in.log < in.log |
        cmp - out.ndjson && echo same
      $richline run p.yaml --quiet --now \(Pipelines.now) --filter < in.log | cmp -s - out.ndjson
      echo $?
      """)
    #expect((ended.out, ended.err) == ("same\n1\n", ""))
  }

  @Test func `columns with tabs, and failed events as JSON between them`() throws {
    let bed = try Bed([
      "p.yaml": Self.numbers.replacingOccurrences(
        of: "format: ndjson }]", with: "format: { use: tsv, columns: [n] } }]")
    ])
    let ended = try bed.run("run", "p.yaml", "--filter", stdin: "{\"n\":1}\nbad\n{\"n\":3}\n")
    #expect(try told(ended.out) == ["1", "2 parse", "3"])
  }
}
