import DiagnosticKit
package import Engine
import StageKit

/// What became of an event, for people: stage by stage what changed, and what each sink gets.
package struct TraceText: Sendable {
  private let paint: TrialPaint
  /// Longer values are cut: the JSON form has them whole.
  private static let longestValue = 160
  /// Where times and fates stand, in characters from the left.
  private static let column = 44

  /// Colour is for terminals only.
  package init(color: Bool = false) { paint = TrialPaint(isOn: color) }

  /// Lines, each ended by a line break.
  package func text(_ event: TracedEvent) -> String {
    var lines = [paint.bold(TraceText.title(event))]
    for field in event.fields { lines.append("  = \(field.name) \(value(field.json))") }
    for step in event.steps { lines += text(step) }
    if let failure = event.failure {
      lines.append(paint.red("  failed (\(failure.kind.rawValue)): \(safe(failure.message))"))
      if event.steps.isEmpty { lines.append("  raw \(value(event.rawJSON))") }
    }
    return lines.map { $0 + "\n" }.joined()
  }

  /// Source, input, line, and the part of a record with several events.
  package static func title(_ event: TracedEvent) -> String {
    var words = "\(event.source)  \(DisplayText.safe(event.input))"
    if let line = event.line { words += ", line \(line)" }
    if event.parts > 1 { words += ", event \(event.part + 1) of \(event.parts)" }
    if !event.pieces.isEmpty {
      words += ", piece " + event.pieces.map(String.init).joined(separator: ".")
    }
    return words
  }

  private func text(_ step: TracedStep) -> [String] {
    let name =
      step.kind == .sink
      ? "→ \(step.id)" : step.id + (step.from.map { " (from \($0))" } ?? "")
    let words = fate(step)
    let gap = String(repeating: " ", count: max(TraceText.column - name.count, 1))
    return [paint.bold(name) + (words.isEmpty ? "" : gap + words)] + step.changes.map(change)
  }

  private func fate(_ step: TracedStep) -> String {
    switch step.fate {
    case .passed: TraceText.time(step.nanoseconds)
    case .passedOver(let read): passedOver(step, read)
    case .filtered: paint.yellow("filtered")
    case .failed(let failure): paint.red("failed (\(words(failure)))")
    case .continued(let failure): paint.yellow("gave up, goes on (\(words(failure)))")
    case .collected(let failure): paint.yellow("gave up, fails at the end (\(words(failure)))")
    case .dropped(let failure): paint.yellow("dropped (\(words(failure)))")
    case .stopped(let failure): paint.red("ends the run (\(words(failure)))")
    case .split(let count): paint.yellow("goes on as \(count)")
    case .written: paint.green("written")
    }
  }

  private func passedOver(_ step: TracedStep, _ read: [TracedField]) -> String {
    let values = read.map { "\($0.name) \(value($0.json))" }.joined(separator: ", ")
    let verb = step.kind == .sink ? "filtered" : "passed over"
    let reason = values.isEmpty ? "" : " with \(values)"
    return paint.yellow("\(verb): 'when' is false\(reason)")
  }

  private func change(_ change: TracedChange) -> String {
    switch (change.before, change.after) {
    case (nil, let after?): paint.green("  + \(change.name) \(value(after))")
    case (let before?, nil): paint.red("  - \(change.name) \(value(before))")
    case (let before?, let after?):
      paint.yellow("  ~ \(change.name) \(value(before)) → \(value(after))")
    case (nil, nil): "  ~ \(change.name)"
    }
  }

  private func words(_ failure: Failure) -> String {
    "\(failure.kind.rawValue): \(safe(failure.message))"
  }

  private func safe(_ text: String) -> String { DisplayText.safe(text) }

  private func value(_ json: String) -> String {
    let text = DisplayText.safe(json)
    return text.count <= TraceText.longestValue
      ? text : text.prefix(TraceText.longestValue) + "…"
  }

  /// As `1.2 µs`.
  static func time(_ nanoseconds: UInt64) -> String {
    switch nanoseconds {
    case 0..<1000: "\(nanoseconds) ns"
    case 1000..<1_000_000: tenths(nanoseconds / 100) + " µs"
    case 1_000_000..<1_000_000_000: tenths(nanoseconds / 100_000) + " ms"
    default: tenths(nanoseconds / 100_000_000) + " s"
    }
  }

  private static func tenths(_ number: UInt64) -> String { "\(number / 10).\(number % 10)" }
}

extension TracedEvent {
  /// The record as a JSON text; bytes that are not UTF-8 become U+FFFD.
  package var rawJSON: String { JSONText.quoted(String(decoding: raw, as: UTF8.self)) }
}
