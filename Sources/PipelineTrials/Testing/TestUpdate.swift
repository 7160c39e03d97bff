import DiagnosticKit
import Engine
import MarkedYAML
import PipelineConfig
import StageKit

/// Fills the expectations of tests with what happened; everything else stays as it is written.
package struct TestUpdate {
  private let results: [TestResult]

  package init(_ results: [TestResult]) { self.results = results }

  /// The files that change, each with its new content.
  package var files: [(name: String, bytes: [UInt8])] {
    var files: [SourceFile] = []
    for file in results.compactMap(\.test.span.file) where !files.contains(where: { $0 === file }) {
      files.append(file)
    }
    return files.compactMap { file in
      let edits = results.filter { !$0.isPassed && $0.test.span.file === file }
        .flatMap { TestEdits($0, file)?.edits ?? [] }
      return edits.isEmpty ? nil : (file.name, file.applying(edits))
    }
  }
}

/// What is to be changed of one test.
private struct TestEdits {
  private let test: TestPlan
  private let events: [TracedEvent]
  private let plan: Plan
  private let file: SourceFile

  /// Nil when the test could not run at all.
  init?(_ result: TestResult, _ file: SourceFile) {
    guard let plan = result.plan, !result.events.isEmpty else { return nil }
    test = result.test
    events = result.events
    self.plan = plan
    self.file = file
  }

  var edits: [TextEdit] {
    if case .events(let expected, let at) = test.expectation {
      let found = events.compactMap { TestJudge.fields($0, at, plan) }
      if found.count == expected.count {
        return zip(expected, found).flatMap { values, fields in
          values.compactMap { edit($0, fields[$0.field.name]) }
        }
      }
    }
    return whole
  }

  /// One value that is another now.
  private func edit(_ value: TestValue, _ found: String?) -> TextEdit? {
    let wanted = value.slot(Arena()).flatMap(SlotJSON.text)
    guard wanted.map(CanonicalJSON.text) != found.map(CanonicalJSON.text) else { return nil }
    let text = found.map { YAMLText.value($0, isTyped: value.field.type != .json) } ?? "null"
    let range = file.range(end(of: value.node))
    let isBehindColon =
      range.isEmpty && range.lowerBound > 0 && file.bytes[range.lowerBound - 1] != 32
    return TextEdit(range, isBehindColon ? " " + text : text)
  }

  // MARK: whole expectations

  /// The expectation as a whole, in the place of the old one or behind the other members.
  private var whole: [TextEdit] {
    guard let members = test.node.entries, let last = members.last else { return [] }
    let new = Expectation(test, events, plan)
    let isFlow = isFlow(test.node)
    if let old = members.first(where: { $0.name.hasPrefix("expect") }) {
      let text = isFlow ? new.flow : new.block(indent: old.key.span.column - 1)
      return [TextEdit(file.range(old.key.span.through(end(of: old.value))), text)]
    }
    let place = file.range(end(of: last.value)).upperBound
    guard !isFlow else { return [TextEdit(place..<place, ", " + new.flow)] }
    let indent = members[0].key.span.column - 1
    let margin = String(repeating: " ", count: indent)
    // Behind the line, so that a comment on it stays where it is.
    let line = file.line(ofByte: max(place - 1, 0))
    let end = file.byteRange(ofLine: line).upperBound
    return [TextEdit(end..<end, "\n" + margin + new.block(indent: indent))]
  }

  private func isFlow(_ node: Node) -> Bool {
    let start = file.range(node.span).lowerBound
    return start < file.bytes.count && (file.bytes[start] == 123 || file.bytes[start] == 91)
  }

  /// The place of a node without what follows its last value: blocks end where the next key begins.
  private func end(of node: Node) -> SourceSpan {
    if isFlow(node) { return node.span }
    switch node.content {
    case .scalar(let scalar):
      guard scalar.style == .literal || scalar.style == .folded else { return node.span }
      return trimmed(node.span)
    case .sequence(let items):
      return items.last.map { node.span.start.through(end(of: $0)) } ?? node.span
    case .mapping(let entries):
      return entries.last.map { node.span.start.through(end(of: $0.value)) } ?? node.span
    }
  }

  /// Without the line breaks at its end.
  private func trimmed(_ span: SourceSpan) -> SourceSpan {
    let range = file.range(span)
    var end = range.upperBound
    while end > range.lowerBound, [10, 13, 32].contains(file.bytes[end - 1]) { end -= 1 }
    return file.span(ofBytes: range.lowerBound..<end)
  }
}
