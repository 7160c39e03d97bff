import Engine
import StageKit
import Testing

@Suite struct `conditions that are errors` {
  /// True for good lines, an error for lines that are no number.
  static let when = "'10 / int(line) > 1'"

  @Test func `fail the event at the stage`() throws {
    var bed = Bed("5\nx\n0\n9\n50\n")
    let (outcome, good, _, rejects) = try bed.run(
      """
      stages:
        - { id: first, use: picky, when: \(Self.when) }
      sinks:
        - { id: good, use: good, format: lines, only: [line] }
      """)
    #expect(good == ["5", "9", "50"])
    #expect(
      rejects == [
        "first expression 2: x | the text is no whole number | owed good",
        "first expression 3: 0 | division by zero | owed good",
      ])
    #expect(outcome.status == .good, "\(outcome.messages)")
  }

  @Test(arguments: [("drop", ["5"]), ("continue", ["5", "x"])])
  func `follow on_error`(policy: String, kept: [String]) throws {
    var bed = Bed("5\nx\n")
    let (outcome, good, _, rejects) = try bed.run(
      """
      stages:
        - { id: first, use: picky, when: \(Self.when), on_error: \(policy) }
      sinks:
        - { id: good, use: good, format: lines, only: [line] }
      """)
    #expect(good == kept)
    #expect(rejects.isEmpty && outcome.status == .good, "\(outcome.messages)")
  }

  @Test func `fail the event at the sink, and at that sink only`() throws {
    var bed = Bed("5\nx\n50\n")
    let (outcome, good, other, rejects) = try bed.run(
      """
      sinks:
        - { id: good, use: good, format: lines, only: [line], when: \(Self.when) }
        - { id: other, use: other, format: lines, only: [line] }
      """)
    #expect((good, other) == (["5"], ["5", "x", "50"]))
    #expect(rejects == ["good expression 2: x | the text is no whole number | owed good"])
    #expect(
      outcome.report.suffix(3) == [
        "good     events 3 = written 1 + filtered 1 + failed 1 + dropped 0",
        "other    events 3 = written 3 + filtered 0 + failed 0 + dropped 0",
        "rejects  failed 0 + 0 + 1 = written 1",
      ])
    #expect(outcome.status == .good, "\(outcome.messages)")
  }
}
