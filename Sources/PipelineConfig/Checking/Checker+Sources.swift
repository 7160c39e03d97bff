import DiagnosticKit
import EventModel
import MarkedYAML
import StageKit

extension Checker {
  mutating func resolveSource(_ declaration: ComponentDeclaration) {
    let entry = registry.source(declaration.use.text)
    reportUnknown(declaration, entry?.spec, kind: "source", valid: registry.sources.map(\.spec))
    let options = checkOptions(
      entry?.spec, "source '\(declaration.use.text)'", Grammar.source, declaration.options,
      declaration.use.span)
    let (format, formatOptions) = sourceFormat(declaration)
    var draft = SourceDraft(
      declaration: declaration, entry: entry, format: format, options: options,
      formatOptions: formatOptions)
    if let format { resolveFields(of: &draft, format) } else { draft.isWhole = false }
    sources.append(draft)
  }

  /// Says that there is no such plugin, unless no plugin could be read.
  mutating func reportUnknown(
    _ declaration: ComponentDeclaration, _ found: Spec?, kind: String, valid: [Spec]
  ) {
    guard found == nil, declaration.hasUse else { return }
    report(
      .unknownPlugin(declaration.use.text, kind: kind, valid: valid.map(\.name)),
      declaration.use.span)
  }

  private mutating func sourceFormat(
    _ declaration: ComponentDeclaration
  ) -> (FormatEntry?, CheckedOptions) {
    guard let format = declaration.format else {
      if declaration.keys["format"] == nil, declaration.hasUse {
        report(.formatNeeded("source '\(declaration.name)'"), declaration.use.span)
      }
      return (nil, CheckedOptions())
    }
    guard let entry = registry.inputFormat(format.use.text) else {
      let valid = registry.formats.filter { $0.makeInput != nil }.map(\.spec.name)
      report(
        .unknownPlugin(format.use.text, kind: "input format", valid: valid), format.use.span)
      return (nil, CheckedOptions())
    }
    let options = checkOptions(
      entry.spec, "format '\(format.use.text)'", Grammar.format, format.options, format.use.span)
    return (entry, options)
  }

  mutating func checkOptions(
    _ spec: Spec?, _ owner: String, _ grammar: Grammar.Keys, _ entries: [Entry],
    _ span: SourceSpan
  ) -> CheckedOptions {
    guard let spec else { return CheckedOptions() }
    var checker = OptionChecker(spec: spec, owner: owner, grammar: grammar)
    checker.check(entries, span: span)
    findings.append(contentsOf: checker.findings)
    hide(checker.secrets)
    return checker.options
  }

  /// Keeps values of secret options out of all that is said.
  mutating func hide(_ values: [Node]) {
    for node in values {
      guard let items = node.items ?? (node.string == nil ? nil : [node]) else { continue }
      for item in items {
        guard let text = item.string else { continue }
        loader.veil.hide(text)
        loader.veil.mask(item.span)
      }
    }
  }

  private mutating func resolveFields(of draft: inout SourceDraft, _ format: FormatEntry) {
    let declaration = draft.declaration
    for output in format.spec.outputs {
      draft.outputs.append(
        FlowingField(
          field: Checker.field(output.field, output.type), isOnDemand: output.isOnDemand))
    }
    guard format.claims == .keys else {
      for key in ["fields", "others"] {
        guard let span = declaration.keys[key] else { continue }
        let namesColumns = format.spec.options.contains { $0.name == "columns" }
        report(
          .fieldsNotTaken(key, format: format.spec.name, namesColumns: namesColumns), span)
      }
      return
    }
    if let others = declaration.others {
      if let mode = OtherKeys(rawValue: others.text) {
        draft.others = mode
      } else {
        report(
          .badValue(others.text, option: "others", wanted: "keep | drop | fail"), others.span)
      }
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
    let path = declaration.path.text.split(separator: ".", omittingEmptySubsequences: false)
    if path.contains(where: \.isEmpty) {
      report(
        .badValue(
          declaration.path.text, option: "from", wanted: "keys with points between them, as 'a.b'"),
        declaration.path.span)
    }
    var type = SnowplowFields.named(name)?.type ?? .text
    if let stated = declaration.type {
      guard let found = FieldType(rawValue: stated.text), found != .entities else {
        report(.unknownFieldType(stated.text), stated.span)
        draft.isWhole = false
        return
      }
      if let known = SnowplowFields.named(name), known.type != found {
        report(
          .typeClash(
            name, first: known.type.rawValue, second: found.rawValue, isSnowplow: true),
          stated.span)
        draft.isWhole = false
        return
      }
      type = found
    }
    draft.fields.append(
      SourceFieldDraft(
        field: Checker.field(name, type), path: path.map(String.init),
        isRequired: declaration.isRequired))
  }

  /// A field with Snowplow's limit when it is one of its columns.
  static func field(_ name: String, _ type: FieldType) -> Field {
    SnowplowFields.named(name) ?? Field(name, type)
  }
}
