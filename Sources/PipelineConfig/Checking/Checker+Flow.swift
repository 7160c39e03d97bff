import DiagnosticKit
import EventModel
import Expressions
import MarkedYAML
import StageKit

extension Checker {
  /// Follows the fields down the tree: what is read must have been written, with the right type.
  mutating func flowFields() {
    var roots: [[Int]: FieldFlow] = [:]
    for index in rootChildren {
      guard case .sources(let places) = stages[index].upstream else { continue }
      flow(stage: index, rootFlow(places, &roots))
    }
    for index in rootSinks {
      guard case .sources(let places)? = sinks[index].upstream else { continue }
      flow(sink: index, rootFlow(places, &roots))
    }
  }

  private mutating func rootFlow(_ places: [Int], _ known: inout [[Int]: FieldFlow]) -> FieldFlow {
    if let flow = known[places] { return flow }
    var flow = FieldFlow()
    for place in places where sources.indices.contains(place) {
      for output in sources[place].outputs {
        if let before = flow[output.field.name], before.field.type != output.field.type {
          report(
            .typeClash(
              output.field.name, first: before.field.type.rawValue,
              second: output.field.type.rawValue), sources[place].declaration.use.span)
        }
        flow.add(output.field, onDemand: output.isOnDemand)
      }
    }
    known[places] = flow
    return flow
  }

  private mutating func flow(stage index: Int, _ incoming: FieldFlow) {
    let stage = stages[index]
    stage.incoming = incoming
    stage.when = stage.declaration.when.flatMap { condition($0, incoming) }
    for input in stage.options.inputs { checkInput(input, of: stage) }
    for condition in stage.options.conditions {
      stage.conditions[condition.name] = self.condition(condition.text, incoming)
    }
    for group in stage.options.assignments {
      for member in group.members { checkAssignment(group.name, member, stage) }
    }
    var outgoing = incoming
    for output in stage.entry.spec.outputs {
      addOutput(Checker.field(output.field, output.type), output.isOnDemand, stage, &outgoing)
    }
    for assignment in stage.assignments { addOutput(assignment.field, false, stage, &outgoing) }
    if !stage.entry.spec.entities.isEmpty {
      addOutput(Checker.field("derived_contexts", .entities), false, stage, &outgoing)
    }
    if stage.onError == .continue { outgoing.add(Field("errors", .json)) }
    for child in stage.children { flow(stage: child, outgoing) }
    for sink in stage.sinks { flow(sink: sink, outgoing) }
  }

  private mutating func addOutput(
    _ field: Field, _ isOnDemand: Bool, _ stage: StageDraft, _ flow: inout FieldFlow
  ) {
    if let before = flow[field.name], before.field.type != field.type {
      report(
        .typeClash(
          field.name, first: before.field.type.rawValue, second: field.type.rawValue),
        stage.declaration.use.span)
    }
    stage.outputs.append(FlowingField(field: field, isOnDemand: isOnDemand))
    flow.add(field, onDemand: isOnDemand)
  }

  private mutating func checkInput(
    _ input: (spec: InputSpec, field: String, span: SourceSpan), of stage: StageDraft
  ) {
    guard let found = stage.incoming[input.field] else {
      let isDefault = input.field == input.spec.defaultField
      if input.spec.isOptional && isDefault { return }
      report(
        .readsUnwritten(
          input.field, stage: "stage '\(stage.id)'", writer: writer(of: input.field, after: stage),
          near: stage.incoming.names), input.span)
      return
    }
    if found.field.type != input.spec.type {
      report(
        .wrongFieldType(
          input.field, found: found.field.type.rawValue, wanted: input.spec.type.rawValue,
          reader: "stage '\(stage.id)'"), input.span)
    }
  }

  /// A later stage that writes a field.
  private func writer(of field: String, after reader: StageDraft) -> String? {
    stages.first { stage in
      stage !== reader
        && (stage.entry.spec.outputs.contains { $0.field == field }
          || stage.options.assignments.contains { $0.members.contains { $0.field.text == field } })
    }?.id
  }

  private mutating func checkAssignment(
    _ group: String, _ member: (field: Placed, value: Placed), _ stage: StageDraft
  ) {
    let name = member.field.text
    guard Checker.isFieldName(name) else {
      report(.badFieldName(name), member.field.span)
      return
    }
    guard let expression = compile(member.value, stage.incoming) else { return }
    let known = SnowplowFields.named(name) ?? stage.incoming[name]?.field
    let type = expression.type ?? known?.type ?? .text
    if let known, known.type != type {
      report(
        .typeClash(name, first: known.type.rawValue, second: type.rawValue), member.value.span)
      return
    }
    stage.assignments.append((group, Checker.field(name, type), expression))
  }

  // MARK: sinks

  private mutating func flow(sink index: Int, _ incoming: FieldFlow) {
    let sink = sinks[index]
    sink.when = sink.declaration.when.flatMap { condition($0, incoming) }
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
    if case .available = format.columns {
    } else if let span = (sink.declaration.only ?? sink.declaration.except)?.first?.span {
      report(.unknownKey("only", place: "format '\(format.spec.name)'", valid: []), span)
    }
  }

  private mutating func chooseAvailable(_ sink: SinkDraft, _ incoming: FieldFlow) {
    if let only = sink.declaration.only {
      for name in only { addColumn(name.text, name.span, sink, incoming) }
    } else {
      let except = Set((sink.declaration.except ?? []).map(\.text))
      for name in sink.declaration.except ?? [] where incoming[name.text] == nil {
        report(.unknownField(name.text, near: incoming.names), name.span)
      }
      sink.columns = incoming.sorted
        .filter { !$0.isOnDemand && !except.contains($0.field.name) }.map(\.field)
      sink.writesOthers = incoming[Checker.othersField] != nil
    }
    if sink.columns.isEmpty, !sink.writesOthers {
      report(.nothingToWrite, sink.declaration.use.span)
    }
  }

  private mutating func chooseListed(
    _ sink: SinkDraft, option: String, _ incoming: FieldFlow
  ) {
    guard case .list(let items)? = sink.formatOptions.values[option] else { return }
    let span = sink.formatOptions.spans[option] ?? sink.declaration.use.span
    for item in items {
      if case .text(let name) = item { addColumn(name, span, sink, incoming) }
    }
  }

  private mutating func addColumn(
    _ name: String, _ span: SourceSpan, _ sink: SinkDraft, _ incoming: FieldFlow
  ) {
    if let found = incoming[name] {
      sink.columns.append(found.field)
    } else if let known = SnowplowFields.named(name) {
      sink.columns.append(known)
    } else {
      report(.unknownField(name, near: incoming.names), span)
    }
  }

  // MARK: expressions

  private mutating func condition(_ text: Placed, _ flow: FieldFlow) -> CompiledExpression? {
    guard let expression = compile(text, flow) else { return nil }
    guard expression.type == .boolean || expression.type == nil else {
      report(.notACondition(expression.type?.rawValue ?? "null"), text.span)
      return nil
    }
    return expression
  }

  private mutating func compile(_ text: Placed, _ flow: FieldFlow) -> CompiledExpression? {
    do throws(ExpressionProblem) {
      return try CompiledExpression.compile(text.text) { flow[$0]?.field.type }
    } catch {
      var help: [String] = []
      if case .unknownField(let name) = error.kind {
        help = Suggestion.didYouMean(name, of: flow.names).map { [$0] } ?? []
        if help.isEmpty, text.text == name {
          help = ["'\(name)' is the name of a field; the text is written '\"\(name)\"'"]
        }
      }
      findings.append(
        Finding(.error, "expression", at: text.place(of: error), error.message, help: help))
      return nil
    }
  }
}

extension Placed {
  /// The place of a problem inside the text.
  func place(of problem: ExpressionProblem) -> SourceSpan {
    node.span(ofBytes: problem.offset..<problem.offset + max(problem.length, 1))
  }
}
