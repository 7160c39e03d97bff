import Engine
import StageKit
import Testing

@Suite struct `events that stages give up on` {
  static let ends = """
    sinks:
      - { id: good, use: good, format: lines, only: [line, seen] }
    """

  @Test func `go on when errors are collected, and fail at the end with all of them`() throws {
    var bed = Bed("good\nxbad\nyes\n")
    let (outcome, good, _, rejects) = try bed.run(
      """
      stages:
        - { id: first, use: picky, on_error: collect }
        - { id: second, use: picky, letter: y, on_error: collect }
        - { id: third, use: picky, on_error: collect }
      \(Self.ends)
      """)
    #expect(good == ["good good"])
    #expect(
      rejects == [
        "first plugin 2: xbad | 'xbad' is not liked | owed good"
          + " | first: 'xbad' is not liked; third: 'xbad' is not liked",
        "second plugin 3: yes | 'yes' is not liked | owed good",
      ])
    #expect(outcome.status == .good)
    #expect(
      outcome.report.suffix(2) == [
        "good     events 3 = written 1 + filtered 0 + failed 2 + dropped 0",
        "rejects  failed 0 + 2 = written 2",
      ])
  }

  @Test func `take what was collected along when they fail on the way`() throws {
    var bed = Bed("xbad\n")
    let (_, _, _, rejects) = try bed.run(
      """
      stages:
        - { id: first, use: picky, on_error: collect }
        - { id: second, use: picky }
      \(Self.ends)
      """)
    #expect(
      rejects == [
        "second plugin 1: xbad | 'xbad' is not liked | owed good"
          + " | first: 'xbad' is not liked; second: 'xbad' is not liked"
      ])
  }

  @Test func `fail once at each place with sinks, owed to those that are there`() throws {
    var bed = Bed("good\nxbad\n")
    let (outcome, good, other, rejects) = try bed.run(
      """
      stages:
        - { id: trunk, use: picky, on_error: collect }
        - { id: left, use: picky, letter: q }
        - { id: right, from: trunk, use: picky, letter: q }
      sinks:
        - { id: good, use: good, format: lines, only: [line], from: left, when: line != "xbad" }
        - { id: other, use: other, format: lines, only: [line], from: right }
      """)
    #expect((good, other) == (["good"], ["good"]))
    #expect(
      rejects == [
        "trunk plugin 2: xbad | 'xbad' is not liked | owed good",
        "trunk plugin 2: xbad | 'xbad' is not liked | owed other",
      ])
    #expect(outcome.status == .good, "\(outcome.messages)")
  }

  @Test func `have the policy of the run where a stage states none`() throws {
    var bed = Bed("good\nxbad\n")
    let (_, good, _, rejects) = try bed.run(
      """
      run: { on_error: drop }
      stages: [{ use: picky }, { id: y, use: picky, letter: g, on_error: fail }]
      \(Self.ends)
      """)
    #expect(good == [])
    #expect(rejects == ["y plugin 1: good | 'good' is not liked | owed good"])
  }

  @Test func `end the run, and nothing is left, when they must not fail`() throws {
    var bed = Bed("good\nyes\nxbad\nxworse\n")
    let (outcome, good, _, rejects) = try bed.run(
      """
      stages: [{ id: mild, use: picky, letter: y }, { id: strict, use: picky, on_error: stop }]
      \(Self.ends)
      """)
    #expect(outcome.status == .trouble)
    #expect(
      outcome.messages == [
        "stage 'strict' gave up on line 3 of 'memory' and ends the run ('on_error: stop'): "
          + "'xbad' is not liked"
      ])
    #expect((good, rejects, outcome.report) == ([], [], []))
  }

  @Test(.timeLimit(.minutes(20))) func `end a run whose input is silent`() throws {
    var bed = Bed(inputs: [SilentInput("a\nxb\n")], isEndless: true)
    let (outcome, _, _, _) = try bed.run("stages: [{ use: picky, on_error: stop }]\n\(Self.ends)")
    #expect(outcome.status == .trouble)
  }

  // MARK: shares

  private func run(_ bad: Int, of count: Int, share: String) throws -> (RunOutcome, Int) {
    var bed = Bed((0..<count).map { $0 % count < bad ? "xbad\n" : "good\n" }.joined())
    let (outcome, good, _, _) = try bed.run(
      "run: { stop_if_failed: \(share) }\nstages: [{ use: picky }]\n\(Self.ends)")
    return (outcome, good.count)
  }

  @Test func `may be a share, and at the end of a batch the exit code says when they are more`()
    throws
  {
    #expect(try run(2, of: 10, share: "20%").0.status == .good)
    let (outcome, written) = try run(3, of: 10, share: "20%")
    #expect((outcome.status, written) == (.tooManyFailed, 7))
    #expect(
      outcome.messages == [
        "3 of 10 events failed, more than the 20% that 'stop_if_failed' allows"
      ])
    #expect(outcome.report.count == 3)
  }

  @Test func `end the run in the middle when too many of the last ones failed`() throws {
    let (outcome, written) = try run(1_000_000, of: 1_000_000, share: "20%")
    #expect((outcome.status, written, outcome.report) == (.tooManyFailed, 0, []))
    #expect(outcome.messages.count == 1)
    #expect(outcome.messages[0].hasSuffix("is ended"))
  }

  @Test func `count once for the share, however many sinks they are owed to`() throws {
    var bed = Bed("good\n!broken\nxbad\ngood\n")
    let (outcome, _, _, rejects) = try bed.run(
      """
      run: { stop_if_failed: 50% }
      stages:
        - { id: trunk, use: picky, on_error: collect }
        - { id: left, use: picky, letter: q }
        - { id: right, from: trunk, use: picky, letter: q }
      sinks:
        - { id: good, use: good, format: lines, only: [line], from: left }
        - { id: other, use: other, format: lines, only: [line], from: right }
      """)
    #expect((outcome.status, rejects.count) == (.good, 3))
  }

  // MARK: events that no sink takes

  static let choosy = """
    sinks:
      - { id: good, use: good, format: lines, only: [line], when: line == "a" }
      - { id: other, use: other, format: lines, only: [line], when: line != "c" && line != "d" }
    """

  @Test func `are not those that no sink takes, which are counted`() throws {
    var bed = Bed("a\nb\nc\n!d\n")
    let (outcome, good, other, rejects) = try bed.run(Self.choosy)
    #expect((good, other, rejects.count) == (["a"], ["a", "b"], 1))
    #expect(
      outcome.report == [
        "memory   lines 4 = records 4 + headers 0 + blank 0; records 4 = decoded 3 + failed 1; events 3, unrouted 1",
        "good     events 3 = written 1 + filtered 2 + failed 0 + dropped 0",
        "other    events 3 = written 2 + filtered 1 + failed 0 + dropped 0",
        "rejects  failed 1 + 0 = written 1",
      ])
  }

  @Test func `are those too when the run is asked to fail them`() throws {
    var bed = Bed("a\nb\nc\n!d\n")
    let (outcome, _, _, rejects) = try bed.run("run: { unrouted: fail }\n" + Self.choosy)
    #expect(outcome.status == .good)
    #expect(
      rejects == [
        "memory unrouted 3: c | 'when' is false at every sink | owed good,other",
        "memory parse 4: !d | it begins with '!' | owed good,other",
      ])
    #expect(outcome.report.last == "rejects  failed 1 + 0 + unrouted 1 = written 2")
  }

  // MARK: long records

  @Test(arguments: [5, 70_000])
  func `and records that are longer than their source allows`(limit: Int) throws {
    let long = String(repeating: "z", count: limit)
    var bed = Bed("\(long)\n\(long)z\na\n")
    bed.sourceOptions = ", max_record: \(limit)B"
    let (outcome, good, _, rejects) = try bed.run(
      "sinks:\n  - { id: good, use: good, format: lines, only: [line] }")
    #expect((outcome.status, good) == (.good, [long, "a"]))
    #expect(rejects.count == 1 && rejects[0].contains("more than the \(limit) allowed"))
  }
}
