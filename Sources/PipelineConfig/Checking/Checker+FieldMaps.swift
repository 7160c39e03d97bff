import DiagnosticKit
import EventModel
import StageKit

extension Checker {
  /// Finds lookup and type of one entry of a map from fields to what lookups have.
  ///
  /// Shape: the type is the stated one, else that of Snowplow's column, of the field as it comes, of
  /// the lookup's column; else text.
  mutating func checkFieldMap(_ map: FieldMapSpec, _ member: FieldMapMember, _ stage: StageDraft) {
    if let draft = fieldMap(map, member, stage) {
      stage.fieldMaps.append(draft)
    } else {
      stage.isWhole = false
    }
  }

  private mutating func fieldMap(
    _ map: FieldMapSpec, _ member: FieldMapMember, _ stage: StageDraft
  ) -> FieldMapDraft? {
    let name = member.field.text
    guard Checker.isFieldName(name) else {
      report(.badFieldName(name), member.field.span)
      return nil
    }
    guard case .lookups = map.source else { return ownField(map, member, stage) }
    guard let (need, source) = place(of: member.source, map, stage) else { return nil }
    let known = SnowplowFields.named(name) ?? stage.incoming[name]?.field
    guard let stated = stated(member) else { return nil }
    let type = stated.type ?? known?.type ?? type(of: source, in: need, stage) ?? .text
    guard fits(member, type, known) else { return nil }
    return FieldMapDraft(
      name: map.name, field: Checker.field(name, type), need: need, source: source)
  }

  /// The type that the file states, if it does; nil, with a finding, when there is no such type.
  private mutating func stated(_ member: FieldMapMember) -> (type: FieldType?, Void)? {
    guard let text = member.type else { return (nil, ()) }
    guard let type = FieldType(rawValue: text.text), type != .entities else {
      report(.unknownFieldType(text.text), text.span)
      return nil
    }
    return (type, ())
  }

  /// Whether a field can become one of a type.
  private mutating func fits(
    _ member: FieldMapMember, _ type: FieldType, _ known: Field?
  ) -> Bool {
    guard let known, known.type != type else { return true }
    report(
      .typeClash(
        known.name, first: known.type.rawValue, second: type.rawValue,
        isSnowplow: SnowplowFields.named(known.name) != nil),
      member.type?.span ?? member.field.span)
    return false
  }

  /// An entry whose source is no lookup: a name of the stage's own, or another field.
  private mutating func ownField(
    _ map: FieldMapSpec, _ member: FieldMapMember, _ stage: StageDraft
  ) -> FieldMapDraft? {
    let (name, source) = (member.field.text, member.source)
    guard let stated = stated(member) else { return nil }
    let known = SnowplowFields.named(name) ?? stage.incoming[name]?.field
    var input: Field?
    var own: FieldType
    // A stage that makes values of one type makes no others.
    var isFixed = false
    switch map.source {
    case .lookups: return nil
    case .names(let names):
      guard let found = names.first(where: { $0.name == source.text }) else {
        report(
          .unknownSource(
            source.text, stage: "stage '\(stage.id)'", valid: names.map(\.name)), source.span)
        return nil
      }
      own = found.type
    case .any(let type): own = stated.type ?? known?.type ?? type
    case .fields(let type, _):
      guard let field = readField(source.text, source.span, stage) else { return nil }
      input = field
      own = type ?? field.type
      isFixed = type != nil
    }
    let type = stated.type ?? (isFixed ? own : known?.type ?? own)
    guard fits(member, type, known) else { return nil }
    guard own.canBecome(type), !isFixed || own == type else {
      report(
        .wrongFieldType(
          source.text, found: own.rawValue, wanted: type.rawValue, reader: "'\(name)'"),
        source.span)
      return nil
    }
    return FieldMapDraft(
      name: map.name, field: Checker.field(name, type), need: "", source: source.text,
      input: input)
  }

  /// The need and what is left of a source without its prefix; nil, and maybe a finding, when no
  /// lookup is meant for sure.
  private mutating func place(
    of source: Placed, _ map: FieldMapSpec, _ stage: StageDraft
  ) -> (need: String, source: String)? {
    let given = map.needs.filter { need in stage.options.needs.contains { $0.spec.name == need } }
    if let prefix = map.needs.first(where: { source.text.hasPrefix($0 + ".") }) {
      if given.contains(prefix) { return (prefix, String(source.text.dropFirst(prefix.count + 1))) }
      // A lookup that could not be resolved has a finding of its own.
      if stage.options.spans[prefix] == nil {
        report(.prefixWithoutLookup(source.text, need: prefix), source.span)
      }
      return nil
    }
    guard let first = map.needs.first else { return nil }
    if given.count == 1 || given.first == first { return given.first.map { ($0, source.text) } }
    if given.count > 1 { report(.prefixNeeded(source.text, needs: given), source.span) }
    return nil
  }

  private func type(of source: String, in need: String, _ stage: StageDraft) -> FieldType? {
    guard let found = stage.options.needs.first(where: { $0.spec.name == need }) else { return nil }
    return found.lookups.lazy.filter { lookups[$0].isWhole }.compactMap { place in
      lookups[place].entry.typeOf(source, lookups[place].setup)
    }.first
  }
}
