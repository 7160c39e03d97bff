import Foundation
import Testing

@Suite(.timeLimit(.minutes(20))) struct `following files` {
  /// Everything below `logs`, into parts of a second.
  static let pipeline = """
    version: 1
    sources:
      - { id: logs, use: files, path: "logs/**/*.log*", format: ndjson, follow: true, rotate_wait: 500ms }
    sinks:
      - { id: good, use: files, path: "out/{run}-{part}.ndjson", format: ndjson, only: [app_id] }
      - { id: bad, from: failed, use: files, path: "bad/{run}-{part}.ndjson" }
    run: { checkpoint: { path: state, every: 1s }, workers: 2 }
    """

  private static func line(_ name: some CustomStringConvertible) -> String {
    "{\"app_id\":\"\(name)\"}\n"
  }

  private static func lines(_ numbers: ClosedRange<Int>) -> String {
    numbers.map { line($0) }.joined()
  }

  /// The numbers under final names, sorted.
  private func numbers(_ bed: Bed) -> [Int] {
    bed.names.filter { $0.hasPrefix("out/") && !$0.hasSuffix(".tmp") }.flatMap(bed.lines)
      .compactMap { Int($0.filter(\.isNumber)) }.sorted()
  }

  @Test func `lines, files and what was put aside, over runs that are killed`() throws {
    let bed = try Bed(["p.yaml": Self.pipeline, "logs/app.log": Self.lines(1...1000)])
    var child = try bed.start(["run", "p.yaml"], input: "/dev/null")
    #expect(Child.wait { numbers(bed).count == 1000 })
    // Nothing of this is safe yet, or part of it.
    #expect(try bed.shell("printf '\(Self.lines(1001...1500))' >> logs/app.log").code == 0)
    child.send(SIGKILL)
    #expect(try child.end().code == 137)
    let script = """
      mv logs/app.log logs/app.log.1 && printf '\(Self.lines(1501...1600))' > logs/app.log
      gzip logs/app.log.1
      mkdir logs/deep && printf '\(Self.lines(1601...1700))' > logs/deep/new.log
      """
    #expect(try bed.shell(script).code == 0)
    child = try bed.start(["run", "p.yaml"], input: "/dev/null")
    #expect(Child.wait { numbers(bed).count >= 1700 })
    #expect(
      try bed.shell(
        """
        printf '\(Self.lines(1701...1750))' >> logs/app.log
        cp logs/app.log logs/app.log.2 && truncate -s 0 logs/app.log
        printf '\(Self.lines(1751...1760))' >> logs/app.log
        """
      ).code == 0)
    #expect(Child.wait { numbers(bed).count >= 1760 })
    child.send(SIGTERM)
    let ended = try child.end()
    #expect((ended.code, numbers(bed)) == (0, Array(1...1760)), "\(ended.err)")
    #expect(bed.names.filter { $0.hasPrefix("bad/") } == [])
  }

  @Test func `without a checkpoint places live as long as the run`() throws {
    let bed = try Bed([
      "p.yaml": """
      version: 1
      sources: [{ use: files, path: app.log, format: ndjson, follow: true }]
      sinks: [{ use: stdout, format: ndjson }]
      run: { flush: line }
      """, "app.log": Self.lines(1...3),
    ])
    let child = try bed.start(["run", "p.yaml"], input: "/dev/null")
    #expect(Child.wait { child.out == Self.lines(1...3) })
    #expect(try bed.shell("printf '\(Self.lines(4...5))' >> app.log").code == 0)
    #expect(Child.wait { child.out == Self.lines(1...5) })
    child.send(SIGTERM)
    #expect(try child.end().code == 0)
  }

  @Test func `files and the standard input are read together`() throws {
    let bed = try Bed([
      "p.yaml": """
      version: 1
      sources:
        - { id: one, use: files, path: "*.log", format: ndjson, follow: true }
        - { id: two, use: stdin, format: ndjson }
      sinks: [{ use: stdout, format: ndjson }]
      """, "app.log": Self.line("file 1"),
    ])
    let child = try bed.start(["run", "--quiet", "p.yaml"])
    func has(_ name: String) -> Bool { child.out.contains(Self.line(name)) }
    #expect(Child.wait { has("file 1") })
    for number in 2...4 {
      child.put(Self.line("pipe \(number)"))
      #expect(Child.wait { has("pipe \(number)") })
      #expect(
        try bed.shell("echo '{\"app_id\":\"file \(number)\"}' >> app.log").code == 0)
      #expect(Child.wait { has("file \(number)") })
    }
    child.put(Self.line("last") + "{\"app_id\":\"cut")
    #expect(Child.wait { has("last") })
    child.closeInput()
    // The pipe is over, the files go on.
    #expect(try bed.shell("echo '{\"app_id\":\"file 5\"}' >> app.log").code == 0)
    #expect(Child.wait { has("file 5") })
    child.send(SIGTERM)
    #expect(try child.end().code == 0)
  }

  @Test func `files that grow keep what their headers have said`() throws {
    let bed = try Bed([
      "p.yaml": """
      version: 1
      sources: [{ use: files, path: app.log, format: cloudfront, follow: true }]
      sinks: [{ use: stdout, format: ndjson, only: [event_id] }]
      """
    ])
    #expect(try bed.shell("head -20 \(Program.pixelLog) > app.log").code == 0)
    let child = try bed.start(["run", "p.yaml"], input: "/dev/null")
    #expect(Child.wait { !child.out.isEmpty })
    #expect(try bed.shell("sed -n 21,40p \(Program.pixelLog) >> app.log").code == 0)
    // All of them: a signal could come between two of the pieces that `sed` writes.
    #expect(Child.wait { child.out.split(separator: "\n").count == 37 })
    child.send(SIGTERM)
    let ended = try child.end()
    let whole = try bed.shell("head -40 \(Program.pixelLog) | tee app.log | grep -c ^#")
    #expect(ended.err.contains("lines 40 = "), "\(ended.err)")
    #expect(ended.err.contains("headers \(whole.out.dropLast()) "), "\(ended.err)")
    #expect(ended.err.contains("decoded \(child.out.split(separator: "\n").count) + "))
  }

  @Test func `a writer that rotates at random loses and doubles nothing`() throws {
    let seed = UInt64.random(in: 1...999_999)
    print("seed of the writer: \(seed)")
    let bed = try Bed()
    let ended = try bed.shell(
      "TMPDIR=$PWD exec \(Program.root)/scripts/follow-test 8 \(seed) $richline")
    #expect(ended.code == 0, "seed \(seed): \(ended.out)\(ended.err)")
    #expect(ended.out.contains("lost 0, doubled 0, strange 0, failed 0"))
  }
}
