import DiagnosticKit
import EventModel
import MarkedYAML
import StageKit

extension Checker {
  mutating func resolveSource(_ declaration: ComponentDeclaration) {
    let names = registry.sources.map(\.spec.name)
    guard let entry = registry.source(declaration.use.text) else {
      report(
        .unknownPlugin(declaration.use.text, kind: "source", valid: names), declaration.use.span)
      return
    }
    let options = checkOptions(
      entry.spec, "source '\(declaration.use.text)'", Grammar.source, declaration.options,
      declaration.use.span)
    guard let format = declaration.format else {
      report(.formatNeeded("source '\(declaration.name)'"), declaration.use.span)
      return
    }
    guard let formatEntry = registry.inputFormat(format.use.text) else {
      let valid = registry.formats.filter { $0.makeInput != nil }.map(\.spec.name)
      report(
        .unknownPlugin(format.use.text, kind: "input format", valid: valid), format.use.span)
      return
    }
    let formatOptions = checkOptions(
      formatEntry.spec, "format '\(format.use.text)'", Grammar.Keys(known: ["use"], notYet: []),
      format.options, format.use.span)
    var draft = SourceDraft(
      declaration: declaration, entry: entry, format: formatEntry, options: options,
      formatOptions: formatOptions)
    resolveFields(of: &draft)
    sources.append(draft)
  }

  mutating func checkOptions(
    _ spec: Spec, _ owner: String, _ grammar: Grammar.Keys, _ entries: [Entry],
    _ span: SourceSpan
  ) -> CheckedOptions {
    var checker = OptionChecker(spec: spec, owner: owner, grammar: grammar)
    checker.check(entries, span: span)
    findings.append(contentsOf: checker.findings)
    return checker.options
  }

  private mutating func resolveFields(of draft: inout SourceDraft) {
    let declaration = draft.declaration
    for output in draft.format.spec.outputs {
      draft.outputs.append(
        FlowingField(
          field: Checker.field(output.field, output.type), isOnDemand: output.isOnDemand))
    }
    guard draft.format.claims == .keys else {
      if let span = declaration.others?.span ?? declaration.fields?.first?.name.span {
        report(.fieldsNotTaken(draft.format.spec.name), span)
      }
      return
    }
    if let others = declaration.others {
      guard let mode = OtherKeys(rawValue: others.text) else {
        report(
          .badValue(others.text, option: "others", wanted: "keep | drop | fail"), others.span)
        return
      }
      draft.others = mode
    }
    let declared = Set((declaration.fields ?? []).map(\.name.text))
    for field in SnowplowFields.all where !declared.contains(field.name) {
      draft.fields.append(SourceFieldDraft(field: field, path: [field.name], isRequired: false))
    }
    for field in declaration.fields ?? [] { resolveField(field, &draft) }
    draft.outputs += draft.fields.map { FlowingField(field: $0.field, isOnDemand: false) }
    if draft.others == .keep {
      draft.outputs.append(
        FlowingField(field: Field(Checker.othersField, .json), isOnDemand: true))
    }
  }

  private mutating func resolveField(
    _ declaration: SourceFieldDeclaration, _ draft: inout SourceDraft
  ) {
    let name = declaration.name.text
    guard Checker.isFieldName(name) else {
      report(.badFieldName(name), declaration.name.span)
      return
    }
    var type = SnowplowFields.named(name)?.type ?? .text
    if let stated = declaration.type {
      guard let found = FieldType(rawValue: stated.text), found != .entities else {
        report(.unknownFieldType(stated.text), stated.span)
        return
      }
      if let known = SnowplowFields.named(name), known.type != found {
        report(
          .typeClash(name, first: known.type.rawValue, second: found.rawValue), stated.span)
        return
      }
      type = found
    }
    draft.fields.append(
      SourceFieldDraft(
        field: Checker.field(name, type),
        path: declaration.path.text.split(separator: ".").map(String.init),
        isRequired: declaration.isRequired))
  }

  /// A field with Snowplow's limit when it is one of its columns.
  static func field(_ name: String, _ type: FieldType) -> Field {
    SnowplowFields.named(name) ?? Field(name, type)
  }
}
