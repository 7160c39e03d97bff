import DiagnosticKit
import EventModel
import Expressions
import StageKit

extension Checker {
  mutating func flow(sink: SinkDraft, _ incoming: FieldFlow) {
    sink.incoming = incoming
    sink.when = sink.declaration.when.flatMap { condition($0, incoming, nil) }
    for template in sink.options.templates {
      sink.templates[template.name] = self.template(template.text, incoming)
    }
    guard let format = sink.format else { return }
    switch format.columns {
    case .available: chooseAvailable(sink, incoming)
    case .availableAnd(let name):
      chooseAvailable(sink, incoming)
      chooseListed(sink, option: name, incoming)
    case .snowplow: sink.columns = SnowplowFields.all.map { incoming[$0.name]?.field ?? $0 }
    case .option(let name): chooseListed(sink, option: name, incoming)
    case .failedEvents: break
    }
  }

  private mutating func chooseAvailable(_ sink: SinkDraft, _ incoming: FieldFlow) {
    if let only = sink.declaration.only {
      for name in only { addColumn(name.text, name.span, sink, incoming) }
      return
    }
    let except = Set((sink.declaration.except ?? []).map(\.text))
    for name in sink.declaration.except ?? [] where incoming.named(name.text) == nil {
      reportUnknown(name.text, name.span, incoming)
    }
    sink.columns = incoming.sorted
      .filter { !$0.isOnDemand && !except.contains($0.field.name) }.map(\.field)
    sink.writesOthers = incoming[Checker.othersField] != nil
    if sink.columns.isEmpty, !sink.writesOthers, incoming.isWhole {
      report(
        .nothingToWrite,
        sink.declaration.keys["except"] ?? sink.declaration.use.span)
    }
  }

  private mutating func chooseListed(
    _ sink: SinkDraft, option: String, _ incoming: FieldFlow
  ) {
    guard case .list(let items)? = sink.formatOptions.values[option] else { return }
    let span = sink.formatOptions.spans[option] ?? sink.declaration.use.span
    let places = sink.formatOptions.itemSpans[option] ?? []
    for (place, item) in items.enumerated() {
      guard case .text(let name) = item else { continue }
      addColumn(name, places.indices.contains(place) ? places[place] : span, sink, incoming)
    }
  }

  private mutating func addColumn(
    _ name: String, _ span: SourceSpan, _ sink: SinkDraft, _ incoming: FieldFlow
  ) {
    if let found = incoming.named(name) {
      sink.columns.append(found.field)
    } else if let known = SnowplowFields.named(name) {
      sink.columns.append(known)
    } else {
      reportUnknown(name, span, incoming)
    }
  }

  /// What failed events are written to is one file after the other: they have no fields to choose by.
  mutating func checkTemplates(ofFailed sink: SinkDraft) {
    for (_, text) in sink.options.templates {
      do throws(ExpressionProblem) {
        let template = try Template.compile(
          text.text, placeholders: Template.pathPlaceholders
        ) { _ in nil }
        if template.hasExpressions { report(.templateOfFailed, text.span) }
      } catch {
        if case .unknownField = error.kind {
          report(.templateOfFailed, text.place(of: error))
        } else {
          report(error, in: text, FieldFlow(), nil, isText: false)
        }
      }
    }
  }
}
