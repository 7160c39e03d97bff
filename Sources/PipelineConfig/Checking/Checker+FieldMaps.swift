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
    guard let (need, source) = place(of: member.source, map, stage) else { return nil }
    let known = SnowplowFields.named(name) ?? stage.incoming[name]?.field
    let stated = member.type.flatMap { FieldType(rawValue: $0.text) }
    if let type = member.type, stated == nil || stated == .entities {
      report(.unknownFieldType(type.text), type.span)
      return nil
    }
    let type = stated ?? known?.type ?? type(of: source, in: need, stage) ?? .text
    if let known, known.type != type {
      report(
        .typeClash(
          name, first: known.type.rawValue, second: type.rawValue,
          isSnowplow: SnowplowFields.named(name) != nil), member.type?.span ?? member.field.span)
      return nil
    }
    return FieldMapDraft(
      name: map.name, field: Checker.field(name, type), need: need, source: source)
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
