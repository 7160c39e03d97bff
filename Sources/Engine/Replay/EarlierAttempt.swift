import EventModel
import StageKit

/// What a record that is tried again brings along from the time before.
struct EarlierAttempt {
  /// The input and line where it stood first.
  let inputName: String
  let line: UInt64?
  let context: String?
  /// The event of the record that is owed; nil: all that it makes.
  let part: (number: Int, of: Int)?
  /// The piece of that event that is owed, for each stage that split it.
  let pieces: [(number: Int, of: Int)]
  let attempts: Int
  /// Sinks that were owed it.
  let owed: [String]

  /// Makes a failed event of today tell of the record as it was, and of what is owed still.
  func amend(_ failed: inout FailedEvent) {
    failed.inputName = inputName
    failed.line = line
    failed.context = context
    failed.part = part ?? failed.part
    if failed.pieces.count < pieces.count { failed.pieces = pieces }
    failed.attempts = attempts + 1
    failed.owed.removeAll { !owed.contains($0) }
  }

  /// Whether an event of the record, by its place in it from 0, is owed.
  func owes(part number: UInt32) -> Bool {
    part.map { $0.number == Int(number) + 1 } ?? true
  }
}

extension WorkSlice {
  /// Notes which rows each sink is owed, for records that are tried again.
  func route(_ earlier: [UInt64: EarlierAttempt], sinks: [String]) {
    routes = Array(repeating: Selection(), count: sinks.count)
    for row in 0..<slice.rowCount {
      let origin = slice.rows[row]
      guard let attempt = earlier[slice.records[Int(origin.record)].line],
        attempt.owes(part: origin.part)
      else { continue }
      for (place, sink) in sinks.enumerated() where attempt.owed.contains(sink) {
        routes[place].insert(row)
      }
    }
  }
}
