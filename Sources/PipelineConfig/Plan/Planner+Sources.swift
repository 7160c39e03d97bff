import EventModel
import StageKit

extension Planner {
  mutating func makeSource(_ draft: SourceDraft, _ columns: inout Columns) {
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
}
