import DiagnosticKit
import EventModel
import Expressions
import StageKit

extension Planner {
  /// Where the assignments and maps of a stage go; its own outputs take the places before `offset`.
  func refer(
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

  func addOutput(
    _ ref: OutputRef, _ name: String, _ spec: Spec, _ setup: inout Setup
  ) {
    setup.outputs[name] = ref
    guard name == "derived_contexts" else { return }
    for entity in spec.entities {
      setup.entities[entity.schema] = EntityRef(
        output: ref, schema: Bytes.constant(entity.schema), group: plan.stages.count)
    }
  }

  // MARK: plugins

  /// What the file says about a component, fit for failed events.
  func about(_ declaration: ComponentDeclaration) -> String? {
    declaration.about.map { checker.loader.veil.hidden($0.text) }
  }

  func baseSetup(_ declaration: ComponentDeclaration, _ options: CheckedOptions) -> Setup {
    var setup = Setup(id: declaration.name)
    setup.options = options.values
    setup.spans = options.spans
    setup.span = declaration.use.span
    // The implicit failed sink belongs to the working folder, whatever folder the file is in.
    setup.folder = declaration.name == "failed" ? "." : checker.loader.folder(of: declaration.span)
    return setup
  }

  mutating func made<T>(_ make: () throws(Findings) -> T) -> T? {
    do throws(Findings) {
      return try make()
    } catch {
      findings.append(contentsOf: error)
      return nil
    }
  }
}
