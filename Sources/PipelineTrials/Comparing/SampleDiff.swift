import Engine
import StageKit

/// What is different between two runs of one sample.
package struct SampleDiff: Sendable {
  /// An event that shows a difference.
  package struct Example: Sendable {
    package let key: SampleRun.Key
    /// As JSON; nil for empty.
    package let before: String?
    package let after: String?
  }

  /// A field, or an outcome, that is another for some events.
  package struct Change: Sendable {
    package let name: String
    package internal(set) var count = 0
    package internal(set) var examples: [Example] = []
  }

  package struct Sink: Sendable {
    package let id: String
    package internal(set) var fields: [Change] = []
    /// From one outcome to another: `written → failed at 'x' (lookup)`.
    package internal(set) var outcomes: [Change] = []
    /// Events of which anything is different.
    package internal(set) var changed = 0
  }

  /// Examples of a change: enough to see what it is about.
  package static let exampleLimit = 3

  package private(set) var sinks: [Sink] = []
  /// Sinks that only one side has.
  package let gone: [String]
  package let new: [String]
  /// Events that only one side read.
  package let countBefore: Int
  package let countAfter: Int

  package var isEmpty: Bool {
    sinks.allSatisfy { $0.changed == 0 } && gone.isEmpty && new.isEmpty
      && countBefore == countAfter
  }

  package init(_ before: SampleRun, _ after: SampleRun) {
    countBefore = before.count
    countAfter = after.count
    gone = before.sinks.map(\.id).filter { id in !after.sinks.contains { $0.id == id } }
    new = after.sinks.map(\.id).filter { id in !before.sinks.contains { $0.id == id } }
    for old in before.sinks {
      guard let other = after.sinks.first(where: { $0.id == old.id }) else { continue }
      sinks.append(SampleDiff.compare(old.id, old.ends, other.ends))
    }
  }

  private static func compare(
    _ id: String, _ before: [SampleRun.Key: SampleRun.End],
    _ after: [SampleRun.Key: SampleRun.End]
  ) -> Sink {
    var sink = Sink(id: id)
    for key in Set(before.keys).union(after.keys).sorted() {
      let (old, new) = (before[key], after[key])
      let words = (old?.outcome.words ?? "not there", new?.outcome.words ?? "not there")
      let isOther = words.0 != words.1
      if isOther {
        let example = Example(
          key: key, before: old?.outcome.message, after: new?.outcome.message)
        note("\(words.0) → \(words.1)", example, in: &sink.outcomes)
      }
      let fields = compareRows(old?.row ?? [], new?.row ?? [])
      // Without a row on one side every field is different, which says nothing.
      if !isOther {
        for field in fields {
          note(
            field.name, Example(key: key, before: field.before, after: field.after),
            in: &sink.fields)
        }
      }
      if isOther || !fields.isEmpty { sink.changed += 1 }
    }
    sink.fields.sort { ($1.count, $0.name) < ($0.count, $1.name) }
    sink.outcomes.sort { ($1.count, $0.name) < ($0.count, $1.name) }
    return sink
  }

  private static func compareRows(
    _ before: [TracedField], _ after: [TracedField]
  ) -> [(name: String, before: String?, after: String?)] {
    if before == after { return [] }
    let old = Dictionary(before.map { ($0.name, $0.json) }, uniquingKeysWith: { a, _ in a })
    let new = Dictionary(after.map { ($0.name, $0.json) }, uniquingKeysWith: { a, _ in a })
    return Set(old.keys).union(new.keys).sorted().compactMap { name in
      old[name] == new[name] ? nil : (name, old[name], new[name])
    }
  }

  private static func note(_ name: String, _ example: Example, in changes: inout [Change]) {
    if let place = changes.firstIndex(where: { $0.name == name }) {
      changes[place].count += 1
      if changes[place].examples.count < exampleLimit { changes[place].examples.append(example) }
    } else {
      changes.append(Change(name: name, count: 1, examples: [example]))
    }
  }
}

extension SinkOutcome {
  /// Why it failed, as JSON.
  fileprivate var message: String? {
    if case .failed(_, let failure) = self { JSONText.quoted(failure.message) } else { nil }
  }
}
