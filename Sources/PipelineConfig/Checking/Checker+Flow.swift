import DiagnosticKit
import EventModel
import Expressions
import MarkedYAML
import StageKit

extension Checker {
  /// Follows the fields down the tree: what is read must have been written, with the right type.
  ///
  /// Shape: a stage takes only from stages above it in the file, so one pass from top to bottom does.
  mutating func flowFields() {
    var roots: [[Int]: FieldFlow] = [:]
    var outgoing: [FieldFlow] = []
    for (place, stage) in stages.enumerated() {
      let incoming = flow(out: stage.upstream, outgoing, &roots)
      for group in stage.groups where groups[group].declaration.first == place {
        groups[group].when = groups[group].declaration.when.flatMap {
          condition($0, incoming, stage)
        }
        stage.groupReads.formUnion(groups[group].when?.fields ?? [])
        stage.groupAsks += groups[group].when?.lookups ?? []
      }
      stage.outgoing = flow(stage: stage, incoming)
      outgoing.append(stage.outgoing)
    }
    for sink in sinks where !sink.declaration.takesFailed && !sink.isLazy {
      flow(sink: sink, flow(out: sink.upstream, outgoing, &roots))
    }
    for sink in sinks where sink.declaration.takesFailed { checkTemplates(ofFailed: sink) }
  }

  /// What comes out of a place of the tree; nothing for sure when the place is not known.
  private mutating func flow(
    out upstream: Upstream?, _ stages: [FieldFlow], _ roots: inout [[Int]: FieldFlow]
  ) -> FieldFlow {
    switch upstream {
    case .stage(let index): return stages[index]
    case .sources(let places): return rootFlow(places, &roots)
    case nil:
      var flow = FieldFlow()
      flow.isWhole = false
      return flow
    }
  }

  mutating func rootFlow(_ places: [Int], _ known: inout [[Int]: FieldFlow]) -> FieldFlow {
    if let flow = known[places] { return flow }
    var flow = FieldFlow()
    flow.isWhole = !lost.contains(.source)
    for place in places {
      let source = sources[place]
      if !source.isWhole { flow.isWhole = false }
      for output in source.outputs {
        if let before = flow[output.field.name], before.field.type != output.field.type {
          reportClash(before.field, output.field.type, source.place(of: output.field.name))
        }
        flow.add(output.field, onDemand: output.isOnDemand)
      }
    }
    known[places] = flow
    return flow
  }

  private mutating func reportClash(_ before: Field, _ type: FieldType, _ span: SourceSpan) {
    report(
      .typeClash(
        before.name, first: before.type.rawValue, second: type.rawValue,
        isSnowplow: SnowplowFields.named(before.name) != nil), span)
  }

  private mutating func flow(stage: StageDraft, _ incoming: FieldFlow) -> FieldFlow {
    stage.incoming = incoming
    stage.when = stage.declaration.when.flatMap { condition($0, incoming, stage) }
    for input in stage.options.inputs { checkInput(input, of: stage) }
    for condition in stage.options.conditions {
      stage.conditions[condition.name] = self.condition(condition.text, incoming, stage)
    }
    for group in stage.options.assignments {
      for member in group.members { checkAssignment(group.name, member, stage) }
    }
    for map in stage.options.fieldMaps {
      for member in map.members { checkFieldMap(map.spec, member, stage) }
    }
    checkFieldUses(of: stage)
    var outgoing = incoming
    if lost.contains(.stage) || !stage.isWhole { outgoing.isWhole = false }
    guard let spec = stage.entry?.spec else { return outgoing }
    for output in spec.outputs where output.isWritten(with: stage.options.values) {
      addOutput(Checker.field(output.field, output.type), output.isOnDemand, stage, &outgoing)
    }
    for assignment in stage.assignments { addOutput(assignment.field, false, stage, &outgoing) }
    for map in stage.fieldMaps { addOutput(map.field, false, stage, &outgoing) }
    if !spec.entities.isEmpty {
      addOutput(Checker.field("derived_contexts", .entities), false, stage, &outgoing)
    }
    removeFields(stage, &outgoing)
    addVersionField(spec, stage, &outgoing)
    if stage.onError == .continue {
      if let before = outgoing["errors"], before.field.type != .json {
        reportClash(before.field, .json, stage.declaration.place("on_error"))
      }
      outgoing.add(Field("errors", .json))
    }
    return outgoing
  }

  mutating func addOutput(
    _ field: Field, _ isOnDemand: Bool, _ stage: StageDraft, _ flow: inout FieldFlow
  ) {
    if let before = flow[field.name], before.field.type != field.type {
      reportClash(before.field, field.type, stage.declaration.use.span)
    }
    stage.outputs.append(FlowingField(field: field, isOnDemand: isOnDemand))
    flow.add(field, onDemand: isOnDemand)
  }

  /// The field in which a stage notes the versions of its lookups.
  private mutating func addVersionField(
    _ spec: Spec, _ stage: StageDraft, _ flow: inout FieldFlow
  ) {
    guard let name = stage.declaration.versionField else { return }
    guard !stage.askedByOptions.isEmpty || !spec.needs.isEmpty else {
      report(
        .keyNotTaken("version_field", owner: "stage '\(spec.name)' asks no lookup"),
        stage.declaration.place("version_field"))
      return
    }
    guard Checker.isFieldName(name.text) else {
      report(.badFieldName(name.text), name.span)
      return
    }
    let field = Checker.field(name.text, .text)
    if let before = flow[name.text]?.field ?? SnowplowFields.named(name.text),
      before.type != .text
    {
      reportClash(before, .text, name.span)
      return
    }
    flow.add(field)
  }

  private mutating func checkInput(
    _ input: (spec: InputSpec, field: String, span: SourceSpan), of stage: StageDraft
  ) {
    guard let found = stage.incoming.named(input.field) else {
      let isDefault = input.field == input.spec.defaultField
      if input.spec.isOptional && isDefault || !stage.incoming.isWhole { return }
      report(
        .readsUnwritten(
          input.field, stage: "stage '\(stage.id)'",
          writer: writer(of: input.field, for: stage, stage.incoming),
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

  /// Another stage that writes a field; of several one that comes later than the reader.
  func writer(
    of field: String, for reader: StageDraft?, _ flow: FieldFlow
  ) -> Mistake.Writer? {
    if let id = flow.removed[field] { return .removed(id) }
    let place = stages.firstIndex { $0 === reader } ?? stages.count
    func writes(_ stage: StageDraft) -> Bool {
      stage.entry?.spec.outputs.contains {
        $0.field == field && $0.isWritten(with: stage.options.values)
      } == true
        || stage.declaration.versionField?.text == field
        || stage.options.assignments.contains { $0.members.contains { $0.field.text == field } }
        || stage.options.fieldMaps.contains { $0.members.contains { $0.field.text == field } }
    }
    if let later = stages.dropFirst(place + 1).first(where: writes) { return .later(later.id) }
    return stages.prefix(place).first(where: writes).map { .elsewhere($0.id) }
  }

  private mutating func checkAssignment(
    _ group: String, _ member: (field: Placed, value: Placed), _ stage: StageDraft
  ) {
    let name = member.field.text
    guard Checker.isFieldName(name) else {
      report(.badFieldName(name), member.field.span)
      return
    }
    guard let expression = compile(member.value, stage.incoming, stage, isText: true) else {
      stage.isWhole = false
      return
    }
    let known = SnowplowFields.named(name) ?? stage.incoming[name]?.field
    let type = known?.type ?? expression.type ?? .text
    guard let filling = expression.filling(type) else {
      if let known, let own = expression.type {
        reportClash(known, own, member.value.span)
      } else {
        report(.notAField(expression.typeName), member.value.span)
      }
      return
    }
    stage.assignments.append((group, Checker.field(name, type), filling))
  }

  mutating func reportUnknown(_ name: String, _ span: SourceSpan, _ flow: FieldFlow) {
    guard flow.isWhole else { return }
    report(.unknownField(name, writer: writer(of: name, for: nil, flow), near: flow.names), span)
  }

  // MARK: expressions

  /// `stage`: where it stands; nil for a sink.
  mutating func condition(
    _ text: Placed, _ flow: FieldFlow, _ stage: StageDraft?
  ) -> CompiledExpression? {
    guard let expression = compile(text, flow, stage, isText: false) else { return nil }
    guard expression.isCondition else {
      report(.notACondition(expression.typeName), text.span)
      return nil
    }
    return expression
  }

  /// `isText`: whether a bare word may have been meant as a text.
  mutating func compile(
    _ text: Placed, _ flow: FieldFlow, _ stage: StageDraft?, isText: Bool
  ) -> CompiledExpression? {
    do throws(ExpressionProblem) {
      let expression = try CompiledExpression.compile(text.text, lookup: namedLookup) {
        flow[$0]?.field.type
      }
      note([expression], in: text)
      return expression
    } catch {
      useMentioned(in: text.text)
      report(error, in: text, flow, stage, isText: isText)
      return nil
    }
  }

  /// A path with expressions; nil when one of them is wrong.
  mutating func template(_ text: Placed, _ flow: FieldFlow) -> Template? {
    do throws(ExpressionProblem) {
      let template = try Template.compile(
        text.text, placeholders: Template.pathPlaceholders, lookup: namedLookup
      ) { flow[$0]?.field.type }
      note(template.expressions, in: text)
      return template
    } catch {
      useMentioned(in: text.text)
      report(error, in: text, flow, nil, isText: false)
      return nil
    }
  }

  mutating func report(
    _ problem: ExpressionProblem, in text: Placed, _ flow: FieldFlow, _ stage: StageDraft?,
    isText: Bool
  ) {
    if let mistake = mistake(of: problem) {
      if case .unknownLookup(let name) = problem.kind { useNearest(to: name) }
      return report(mistake, text.place(of: problem))
    }
    var help = problem.advice.map { [$0] } ?? []
    if case .unknownField(let name) = problem.kind {
      guard flow.isWhole else { return }
      let writer = writer(of: name, for: stage, flow)
      let isWord = isText && writer == nil && text.text == name
      help = Mistake.help(name, writer, flow.names)
      if isWord {
        help = Mistake.hint(name, flow.names).map { [$0] } ?? []
        help.append("'\(name)' is the name of a field; the text is written '\"\(name)\"'")
      }
    }
    let finding = Finding(
      .error, "expression", at: text.place(of: problem), problem.message, help: help)
    findings.append(Mistake.cut(finding))
  }
}

extension SourceDraft {
  /// Where a field of it is declared, else the source itself.
  fileprivate func place(of field: String) -> SourceSpan {
    let found = declaration.fields?.first { $0.name.text == field }
    return found?.type?.span ?? found?.name.span ?? declaration.use.span
  }
}
