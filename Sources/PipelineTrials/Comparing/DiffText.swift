import DiagnosticKit

/// Differences between two runs of a sample, for people and for programs.
package struct DiffText: Sendable {
  private let diff: SampleDiff
  private let paint: TrialPaint
  /// Longer values are cut: the JSON form has them whole.
  private static let longestValue = 120

  package init(_ diff: SampleDiff, color: Bool = false) {
    self.diff = diff
    paint = TrialPaint(isOn: color)
  }

  // MARK: text

  /// Lines, the last one without a line break.
  package var text: String {
    var lines: [String] = []
    for id in diff.gone { lines.append(paint.red("sink '\(id)' is gone")) }
    for id in diff.new { lines.append(paint.green("sink '\(id)' is new")) }
    if diff.countBefore != diff.countAfter {
      lines.append(paint.yellow("events: \(diff.countBefore) → \(diff.countAfter)"))
    }
    for sink in diff.sinks { lines += self.lines(sink) }
    return lines.joined(separator: "\n")
  }

  private func lines(_ sink: SampleDiff.Sink) -> [String] {
    let all = max(diff.countBefore, diff.countAfter)
    let headline = "\(sink.id)  \(sink.changed) of \(all) events differ"
    var lines = [paint.bold(headline)]
    for change in sink.outcomes { lines += self.lines(change, isField: false) }
    for change in sink.fields { lines += self.lines(change, isField: true) }
    return lines
  }

  private func lines(_ change: SampleDiff.Change, isField: Bool) -> [String] {
    let events = change.count == 1 ? "1 event" : "\(change.count) events"
    let name = isField ? paint.yellow(change.name) : paint.red(change.name)
    return ["  \(name)  \(events)"]
      + change.examples.map { example in
        var words = "    line \(example.key.line)"
        if example.key.part > 0 { words += ", event \(example.key.part + 1)" }
        if isField {
          words += ": \(value(example.before)) → \(value(example.after))"
        } else if let message = example.after ?? example.before {
          words += ": \(value(message))"
        }
        return words
      }
  }

  private func value(_ json: String?) -> String {
    let text = DisplayText.safe(json ?? "empty")
    return text.count <= DiffText.longestValue
      ? text : text.prefix(DiffText.longestValue) + "…"
  }

  // MARK: JSON

  /// One object.
  package var json: String {
    TraceJSON.object([
      ("events", "[\(diff.countBefore),\(diff.countAfter)]"),
      ("gone", list(diff.gone.map(TraceJSON.quoted))),
      ("new", list(diff.new.map(TraceJSON.quoted))), ("sinks", list(diff.sinks.map(json))),
    ])
  }

  private func json(_ sink: SampleDiff.Sink) -> String {
    TraceJSON.object([
      ("id", TraceJSON.quoted(sink.id)), ("changed", "\(sink.changed)"),
      ("outcomes", list(sink.outcomes.map(json))), ("fields", list(sink.fields.map(json))),
    ])
  }

  private func json(_ change: SampleDiff.Change) -> String {
    let examples = change.examples.map { example in
      TraceJSON.object([
        ("line", "\(example.key.line)"), ("event", "\(example.key.part + 1)"),
        ("before", example.before ?? "null"), ("after", example.after ?? "null"),
      ])
    }
    return TraceJSON.object([
      ("name", TraceJSON.quoted(change.name)), ("events", "\(change.count)"),
      ("examples", list(examples)),
    ])
  }

  private func list(_ items: [String]) -> String { "[" + items.joined(separator: ",") + "]" }
}
