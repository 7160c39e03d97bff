import DiagnosticKit
import EventModel
import Expressions
import MarkedYAML
import StageKit

/// Gives every field that somebody reads its columns, makes the plugins, and writes the program.
///
/// Columns have versions: a stage writes in place when no other branch still reads the column, else
/// into a new one. At each fork all branches but the last leave the columns of the fork alone.
struct Planner {
  let checker: Checker
  var plan: Plan
  var findings = Findings()
  var rootNeeded: Set<String> = []
  /// By stage of the checker: the sinks below it.
  var owed: [[String]] = []

  init(checker: Checker, plan: Plan) {
    self.checker = checker
    self.plan = plan
  }

  mutating func make() -> Plan {
    plan.lookups = checker.lookups
    plan.columnUses = checker.columnUses
    plan.asksTables = checker.asksTables
    owed = Array(repeating: [], count: checker.stages.count)
    findNeeds()
    for index in checker.rootSinks { rootNeeded.formUnion(checker.sinks[index].reads) }
    if let wanted = checker.looksAtRoot { rootNeeded.formUnion(wanted) }
    var columns = Columns()
    for source in checker.sources { makeSource(source, &columns) }
    plan.stages.reserveCapacity(checker.stages.count)
    for index in checker.rootSinks { makeSink(index, columns) }
    walk(checker.rootChildren, columns)
    for (index, sink) in checker.sinks.enumerated() where sink.upstream == nil && !sink.isLeftOut {
      makeSink(index, columns)
    }
    plan.mainEnd = checker.mainEnd.flatMap { plannedStages[$0] }
    return plan
  }

  mutating func newColumn() -> Int {
    plan.columnCount += 1
    return plan.columnCount - 1
  }

  // MARK: stages

  /// Makes stages and sinks depth first: the first child and all below it, then the next child.
  private mutating func walk(_ children: [Int], _ columns: Columns) {
    var waiting: [(stage: Int, columns: Columns)] = []
    func push(_ children: [Int], _ columns: Columns) {
      for (place, index) in children.enumerated().reversed() {
        var own = columns
        if place < children.count - 1 { own.owned = [] }
        waiting.append((index, own))
      }
    }
    push(children, columns)
    while let (index, incoming) = waiting.popLast() {
      guard let columns = makeStage(index, incoming) else { continue }
      let sinks = checker.stages[index].sinks
      let gate = sinks.isEmpty || columns.collectors.isEmpty ? nil : makeGate(index, columns)
      for sink in sinks { makeSink(sink, columns, behind: gate) }
      push(checker.stages[index].children, columns)
    }
  }

  /// The columns behind it; nil when it could not be made.
  private mutating func makeStage(_ index: Int, _ incoming: Columns) -> Columns? {
    let draft = checker.stages[index]
    guard let entry = draft.entry, let upstream = draft.upstream else { return nil }
    var columns = incoming
    var setup = baseSetup(draft.declaration, draft.options)
    var inputs: [Int] = []
    for input in draft.options.inputs {
      let place = columns.place[input.field]
      setup.inputs[input.spec.name] = InputRef(index: inputs.count, isPresent: place != nil)
      inputs.append(place ?? 0)
    }
    for need in draft.options.needs { setup.lookups[need.spec.name] = need.lookups }
    for (name, expression) in draft.conditions {
      setup.conditions[name] = bound(expression, columns, &inputs)
    }
    let expressions = draft.assignments.map { bound($0.expression, columns, &inputs) }
    let when = conditions(of: draft, at: index, columns)
    for group in draft.groups { columns.owned.subtract(groupConditions[group]?.columns ?? []) }
    let uses = draft.fieldUses.map { input($0.field.name, columns, &inputs) }
    let sources = draft.fieldMaps.map { map in
      map.input.map { input($0.name, columns, &inputs) }
    }
    var copies: [ColumnCopy] = []
    let outputs = writeOutputs(of: draft, entry.spec, &columns, &copies, &setup)
    let offset = entry.spec.outputs.count { $0.isWritten(with: draft.options.values) }
    refer(draft, expressions, sources, offset, &setup)
    for (use, input) in zip(draft.fieldUses, uses) {
      setup.namedFields[use.option, default: []].append(NamedField(field: use.field, input: input))
    }
    setup.emptied = draft.emptied.values.sorted().map {
      OutputRef(index: $0, isWanted: outputs[$0] != 0)
    }
    var errorsColumn = 0
    if draft.onError == .continue, draft.needed.contains("errors") {
      errorsColumn = write("errors", Field("errors", .json), &columns, &copies)
    }
    let version = versionColumn(draft, &columns, &copies)
    guard let runner = made({ () throws(Findings) in try entry.make(setup) }) else {
      return columns
    }
    plan.stages.append(
      StagePlan(
        id: draft.id, use: entry.spec.name, about: about(draft.declaration), kind: entry.kind,
        runner: runner,
        upstream: planned(upstream), when: when, inputs: inputs, outputs: outputs,
        copies: copies, onError: draft.onError, errorsColumn: errorsColumn,
        snapshot: snapshot(incoming), after: snapshot(columns), owed: owed[index],
        collectors: incoming.collectors,
        span: draft.declaration.use.span, version: version))
    plannedStages[index] = plan.stages.count - 1
    plan.program.append(.stage(plan.stages.count - 1))
    for name in draft.dropped {
      columns.place[name] = nil
      columns.fields[name] = nil
    }
    if draft.onError == .collect { columns.collectors.append(plan.stages.count - 1) }
    return columns
  }

  /// The columns of a stage's outputs; 0 for those that nobody reads.
  private mutating func writeOutputs(
    of draft: StageDraft, _ spec: Spec, _ columns: inout Columns, _ copies: inout [ColumnCopy],
    _ setup: inout Setup
  ) -> [Int] {
    var outputs: [Int] = []
    for (place, output) in draft.outputs.enumerated() {
      let name = output.field.name
      // What is taken away is gone from failed events, too.
      let isTaken = draft.emptied[name] == place && columns.place[name] != nil
      let isWanted = draft.needed.contains(name) || isTaken
      outputs.append(isWanted ? write(name, output.field, &columns, &copies) : 0)
      addOutput(OutputRef(index: place, isWanted: isWanted), name, spec, &setup)
    }
    for output in spec.outputs where !output.isWritten(with: draft.options.values) {
      setup.outputs[output.field] = OutputRef(index: 0, isWanted: false)
    }
    return outputs
  }

  private func input(_ name: String, _ columns: Columns, _ inputs: inout [Int]) -> InputRef {
    let place = columns.place[name]
    inputs.append(place ?? 0)
    return InputRef(index: inputs.count - 1, isPresent: place != nil)
  }

  /// What decides whether an event takes part: first what its groups ask, of the event as it came to
  /// them, then its own.
  private mutating func conditions(
    of draft: StageDraft, at index: Int, _ columns: Columns
  ) -> [ConditionPlan] {
    for group in draft.groups where checker.groups[group].declaration.first == index {
      groupConditions[group] = checker.groups[group].when.map { condition($0, columns) }
    }
    return draft.groups.compactMap { groupConditions[$0] }
      + (draft.when.map { [condition($0, columns)] } ?? [])
  }

  /// The column of `version_field`; nil when nobody reads it.
  private mutating func versionColumn(
    _ draft: StageDraft, _ columns: inout Columns, _ copies: inout [ColumnCopy]
  ) -> VersionColumn? {
    guard let name = draft.declaration.versionField?.text, draft.needed.contains(name) else {
      return nil
    }
    return VersionColumn(
      column: write(name, Checker.field(name, .text), &columns, &copies),
      lookups: draft.askedByOptions)
  }

  /// The end of a way with collected errors: events that have some fail there, before the sinks.
  private mutating func makeGate(_ index: Int, _ columns: Columns) -> Upstream {
    let draft = checker.stages[index]
    plan.stages.append(
      StagePlan(
        id: "end of '\(draft.id)'", use: "", about: nil, kind: .event, runner: GateRunner(),
        upstream: planned(.stage(index)), when: [], inputs: [], outputs: [], copies: [],
        onError: .fail, errorsColumn: 0, snapshot: snapshot(columns), after: snapshot(columns),
        owed: draft.sinks.map { checker.sinks[$0].id }, collectors: columns.collectors,
        span: draft.declaration.use.span))
    plan.program.append(.gate(plan.stages.count - 1))
    return .stage(plan.stages.count - 1)
  }

  /// The conditions of groups with the columns in which their fields came to them, by group.
  private var groupConditions: [Int: ConditionPlan] = [:]

  /// Places of the checker's stages in the plan, which lists them depth first.
  private var plannedStages: [Int: Int] = [:]

  private func planned(_ upstream: Upstream) -> Upstream {
    if case .stage(let index) = upstream { return .stage(plannedStages[index] ?? 0) }
    return upstream
  }

  /// The column that a stage writes a field to.
  private mutating func write(
    _ name: String, _ field: Field, _ columns: inout Columns, _ copies: inout [ColumnCopy]
  ) -> Int {
    let before = columns.place[name]
    columns.fields[name] = field
    if let before, columns.owned.contains(before) { return before }
    let column = newColumn()
    if let before { copies.append(ColumnCopy(from: before, to: column)) }
    columns.place[name] = column
    columns.owned.insert(column)
    return column
  }

  private func bound(
    _ expression: CompiledExpression, _ columns: Columns, _ inputs: inout [Int]
  ) -> CompiledExpression {
    var expression = expression
    expression.base = inputs.count
    inputs += expression.fields.map { columns.place[$0] ?? 0 }
    return expression
  }

  private func condition(_ expression: CompiledExpression, _ columns: Columns) -> ConditionPlan {
    ConditionPlan(
      expression: expression, columns: expression.fields.map { columns.place[$0] ?? 0 })
  }

  // MARK: sinks

  private mutating func makeSink(
    _ index: Int, _ columns: Columns, behind gate: Upstream? = nil
  ) {
    let draft = checker.sinks[index]
    guard let sinkEntry = draft.entry else { return }
    var setup = baseSetup(draft.declaration, draft.options)
    setup.makesParts = plan.run.checkpoint != nil || draft.declaration.rotate != nil
    var format: (any OutputFormat)?
    if let entry = draft.format, let makeOutput = entry.makeOutput {
      var formatSetup = baseSetup(draft.declaration, draft.formatOptions)
      formatSetup.columns = draft.columns
      format = made { () throws(Findings) in try makeOutput(formatSetup) }
      if format == nil { return }
    }
    for (name, template) in draft.templates where sinkEntry.spec.keys.contains(name) {
      setup.templates[name] = template
    }
    guard let sink = made({ () throws(Findings) in try sinkEntry.make(setup) }) else { return }
    if plan.run.checkpoint != nil, !sink.isRepeatable {
      findings.append(
        Mistake.sinkNotRepeatable(draft.id).finding(at: draft.declaration.use.span))
    }
    var sinkPlan = SinkPlan(
      id: draft.id, use: sinkEntry.spec.name, about: about(draft.declaration), sink: sink,
      format: format,
      upstream: gate ?? draft.upstream.map(planned),
      when: draft.when.map { condition($0, columns) },
      columns: draft.columns.map { columns.place[$0.name] ?? 0 }, fields: draft.columns,
      othersColumn: draft.writesOthers ? columns.place[Checker.othersField] : nil,
      snapshot: draft.upstream == nil ? [] : snapshot(columns), isLazy: draft.isLazy,
      retry: draft.declaration.retry, batch: draft.declaration.batch,
      rotate: draft.declaration.rotate,
      maxOpen: draft.declaration.maxOpen ?? Limits.usualMaxOpen,
      declared: draft.declaration.written + " " + (draft.declaration.format?.written ?? ""))
    sinkPlan.formatName = draft.declaration.format?.use.text
    if let template = setup.templates.values.first(where: \.hasExpressions) {
      sinkPlan.target = TargetPlan(
        template: template, columns: template.fields.map { columns.place[$0] ?? 0 })
    }
    if draft.upstream != nil, let mixed = checker.mixedFormat?.makeOutput {
      let setup = baseSetup(draft.declaration, checker.mixedOptions)
      sinkPlan.failedFormat = made { () throws(Findings) in try mixed(setup) }
    }
    plan.sinks.append(sinkPlan)
    if draft.upstream != nil { plan.program.append(.sink(plan.sinks.count - 1)) }
  }
}
