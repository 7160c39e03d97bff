package import StageKit

/// What became of one event on its way, step by step.
package struct TracedEvent: Sendable {
  /// The id of its source.
  package let source: String
  /// The input that it came from, and its line there; nil for an input as a whole.
  package let input: String
  package let line: UInt64?
  /// Its place among the events of its record, from 0, and how many these are.
  package let part: Int
  package let parts: Int
  /// Which piece of the event it is, from 1, for each stage that split it.
  package internal(set) var pieces: [Int] = []
  /// The record as it came, and the header line that it was read under.
  package let raw: [UInt8]
  package let header: String?
  /// Fields with a value as the event was read.
  package internal(set) var fields: [TracedField] = []
  package internal(set) var steps: [TracedStep] = []
  /// Why nothing came of the record or the input.
  package internal(set) var failure: Failure?
}

/// A field that has a value, which stands as JSON.
package struct TracedField: Sendable, Equatable {
  package let name: String
  package let json: String

  package init(name: String, json: String) {
    self.name = name
    self.json = json
  }
}

/// One stage or sink that an event came to.
package struct TracedStep: Sendable {
  package enum Kind: String, Sendable {
    case stage, gate, sink
  }

  package let kind: Kind
  /// Its place among the stages, or the sinks, of the plan.
  package let place: Int
  package let id: String
  package internal(set) var fate: TracedFate
  /// The stage or source that it takes from, when that is not the step before it.
  package var from: String?
  /// What a stage changed; in the order of the fields.
  package var changes: [TracedChange] = []
  /// What a sink writes, when somebody wants to know.
  package var row: [TracedField] = []
  /// The time that the stage took, shared out among the events that it looked at together.
  package var nanoseconds: UInt64 = 0
}

/// What became of an event at one place.
package enum TracedFate: Sendable, Equatable {
  /// The stage looked at it, and it goes on.
  case passed
  /// `when` was false, with these values.
  case passedOver([TracedField])
  case filtered
  /// It goes to the failed sinks.
  case failed(Failure)
  /// It goes on though the stage gave up on it.
  case continued(Failure)
  /// It goes on, and fails at the end of its way.
  case collected(Failure)
  case dropped(Failure)
  case stopped(Failure)
  /// It goes on as so many events of their own.
  case split(Int)
  /// The sink gets it.
  case written

  /// Whether the event goes on from there.
  package var goesOn: Bool {
    switch self {
    case .passed, .passedOver, .continued, .collected: true
    case .filtered, .failed, .dropped, .stopped, .split, .written: false
    }
  }
}

/// A field before and after a stage, as JSON; nil for empty.
package struct TracedChange: Sendable, Equatable {
  package let name: String
  package let before: String?
  package let after: String?
}
