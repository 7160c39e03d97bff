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
  private(set) var plan: Plan
  private(set) var findings = Findings()
  private var rootNeeded: Set<String> = []
  /// By stage of the checker: the sinks below it.
  private var owed: [[String]] = []

  init(checker: Checker, plan: Plan) {
    self.checker = checker
    self.plan = plan
  }

  /// Where the fields of one place of the tree are.
  private struct Columns {
    var place: [String: Int] = [:]
    /// Columns that may be written in place.
    var owned: Set<Int> = []
    /// The flow of fields, for failed events.
    var fields: [String: Field] = [:]
    /// Stages on the way here that collect their errors, by place in the plan.
    var collectors: [Int] = []
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

  // MARK: what is read

  /// What each stage's branch reads of its incoming fields, and which sinks it owes; from the
  /// bottom of the file up, since a stage takes only from stages above it.
  private mutating func findNeeds() {
    for index in checker.stages.indices.reversed() {
      let stage = checker.stages[index]
      if let wanted = checker.looksAt(index) { stage.needed.formUnion(wanted) }
      for sink in stage.sinks { stage.needed.formUnion(checker.sinks[sink].reads) }
      owed[index] = stage.sinks.map { checker.sinks[$0].id }
      for child in stage.children {
        stage.needed.formUnion(checker.stages[child].needed.union(checker.stages[child].reads))
        owed[index] += owed[child]
      }
    }
    for child in checker.rootChildren {
      rootNeeded.formUnion(checker.stages[child].needed.union(checker.stages[child].reads))
    }
  }

  private mutating func newColumn() -> Int {
    plan.columnCount += 1
    return plan.columnCount - 1
  }

  // MARK: sources

  private mutating func makeSource(_ draft: SourceDraft, _ columns: inout Columns) {
    guard let entry = draft.entry, let inputFormat = draft.format else { return }
    var setup = baseSetup(draft.declaration, draft.options)
    var formatSetup = baseSetup(draft.declaration, draft.formatOptions)
    var places: [Int] = []
    var outputs: [Field] = []
    func output(_ name: String, _ field: Field, _ columns: inout Columns) -> OutputRef {
      let isWanted = rootNeeded.contains(name)
      var column = 0
      if isWanted {
        column = columns.place[name] ?? newColumn()
        columns.place[name] = column
        columns.owned.insert(column)
        columns.fields[name] = field
      }
      places.append(column)
      outputs.append(field)
      return OutputRef(index: places.count - 1, isWanted: isWanted)
    }
    for spec in inputFormat.spec.outputs {
      let field = Checker.field(spec.field, spec.type)
      formatSetup.outputs[spec.field] = output(spec.field, field, &columns)
    }
    for field in draft.fields {
      let ref = output(field.field.name, field.field, &columns)
      formatSetup.fields.append(
        SourceField(
          field: field.field, path: field.path, isRequired: field.isRequired, output: ref))
    }
    formatSetup.others = draft.others
    formatSetup.othersOutput = output(
      Checker.othersField, Field(Checker.othersField, .json), &columns)
    if checker.purpose.isReplay { setup.folder = "." }
    guard let makeInput = inputFormat.makeInput,
      var source = made({ () throws(Findings) in try entry.make(setup) }),
      let format = made({ () throws(Findings) in try makeInput(formatSetup) })
    else { return }
    if plan.run.checkpoint != nil, !source.isRepeatable {
      let mistake = Mistake.sourceNotRepeatable(draft.declaration.name)
      findings.append(mistake.finding(at: draft.declaration.use.span))
    }
    if case .filter(let wish) = checker.purpose {
      source = FiniteInput(source, name: wish.inputName)
    }
    plan.sources.append(
      SourcePlan(
        id: draft.declaration.name, use: entry.spec.name, about: about(draft.declaration),
        source: source, format: format,
        formatName: inputFormat.spec.name, columns: places, outputs: outputs,
        maxRecord: draft.declaration.maxRecord, declared: draft.declaration.written))
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
    var outputs: [Int] = []
    for (place, output) in draft.outputs.enumerated() {
      let name = output.field.name
      // What is taken away is gone from failed events, too.
      let isTaken = draft.emptied[name] == place && columns.place[name] != nil
      let isWanted = draft.needed.contains(name) || isTaken
      outputs.append(isWanted ? write(name, output.field, &columns, &copies) : 0)
      addOutput(OutputRef(index: place, isWanted: isWanted), name, entry.spec, &setup)
    }
    let unwritten = entry.spec.outputs.filter { !$0.isWritten(with: draft.options.values) }
    for output in unwritten {
      setup.outputs[output.field] = OutputRef(index: 0, isWanted: false)
    }
    let offset = entry.spec.outputs.count - unwritten.count
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

  /// Where the assignments and maps of a stage go; its own outputs take the places before `offset`.
  private func refer(
    _ draft: StageDraft, _ expressions: [CompiledExpression], _ sources: [InputRef?],
    _ offset: Int, _ setup: inout Setup
  ) {
    for (place, assignment) in draft.assignments.enumerated() {
      setup.assignments[assignment.name, default: []].append(
        Assignment(
          output: OutputRef(
            index: offset + place, isWanted: draft.needed.contains(assignment.field.name)),
          expression: expressions[place]))
    }
    for (place, map) in draft.fieldMaps.enumerated() {
      let output = OutputRef(
        index: offset + draft.assignments.count + place,
        isWanted: draft.needed.contains(map.field.name))
      setup.fieldMaps[map.name, default: []].append(
        MappedField(
          output: output, field: map.field, need: map.need, source: map.source,
          input: sources[place]))
    }
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

  private func addOutput(
    _ ref: OutputRef, _ name: String, _ spec: Spec, _ setup: inout Setup
  ) {
    setup.outputs[name] = ref
    guard name == "derived_contexts" else { return }
    for entity in spec.entities {
      setup.entities[entity.schema] = EntityRef(
        output: ref, schema: Bytes.constant(entity.schema), group: plan.stages.count)
    }
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

  private func snapshot(_ columns: Columns) -> [FieldColumn] {
    let known = SnowplowFields.all.filter { columns.place[$0.name] != nil }
    let own = columns.fields.values
      .filter { SnowplowFields.index[$0.name] == nil && $0.name != Checker.othersField }
      .sorted { $0.name < $1.name }
    return (known + own).compactMap { field in
      columns.place[field.name].map { FieldColumn(field: field, column: $0) }
    }
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

  // MARK: plugins

  /// What the file says about a component, fit for failed events.
  private func about(_ declaration: ComponentDeclaration) -> String? {
    declaration.about.map { checker.loader.veil.hidden($0.text) }
  }

  private func baseSetup(_ declaration: ComponentDeclaration, _ options: CheckedOptions) -> Setup {
    var setup = Setup(id: declaration.name)
    setup.options = options.values
    setup.spans = options.spans
    setup.span = declaration.use.span
    // The implicit failed sink belongs to the working folder, whatever folder the file is in.
    setup.folder = declaration.name == "failed" ? "." : checker.loader.folder(of: declaration.span)
    return setup
  }

  private mutating func made<T>(_ make: () throws(Findings) -> T) -> T? {
    do throws(Findings) {
      return try make()
    } catch {
      findings.append(contentsOf: error)
      return nil
    }
  }
}
