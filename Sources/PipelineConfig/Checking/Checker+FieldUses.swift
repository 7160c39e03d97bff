import DiagnosticKit
import EventModel
import StageKit

extension Checker {
  /// Finds the fields that options of a stage name: edges of the graph, as its inputs are.
  mutating func checkFieldUses(of stage: StageDraft) {
    for option in stage.entry?.spec.options ?? [] {
      guard let use = option.fieldUse else { continue }
      var seen: Set<String> = []
      for (name, span) in stage.options.names(option.name) {
        guard seen.insert(name).inserted else {
          report(.namedTwice(name, key: option.name), span)
          continue
        }
        guard let field = readField(name, span, stage) else { continue }
        if let types = use.types, !types.contains(field.type) {
          report(
            .wrongFieldType(
              name, found: field.type.rawValue,
              wanted: types.map(\.rawValue).joined(separator: " or "),
              reader: "stage '\(stage.id)'"), span)
          continue
        }
        stage.fieldUses.append(
          FieldUseDraft(option: option.name, field: field, removes: use.removes))
      }
    }
  }

  /// A field that a stage reads; nil, with a finding, when it does not get there.
  mutating func readField(_ name: String, _ span: SourceSpan, _ stage: StageDraft) -> Field? {
    if let field = stage.incoming.named(name)?.field { return field }
    stage.isWhole = false
    guard stage.incoming.isWhole else { return nil }
    report(
      .readsUnwritten(
        name, stage: "stage '\(stage.id)'", writer: writer(of: name, for: stage, stage.incoming),
        near: stage.incoming.names), span)
    return nil
  }

  /// Takes away what the stage removes. Where events pass it over, its fields stay: they are emptied
  /// for those that take part.
  mutating func removeFields(_ stage: StageDraft, _ flow: inout FieldFlow) {
    let written = Set(stage.fieldMaps.map(\.field.name))
    let taken = stage.fieldUses.filter(\.removes).map(\.field) + stage.renamed
    let isPassedOver =
      stage.declaration.when != nil || stage.onError == .continue || stage.onError == .collect
      || stage.groups.contains { groups[$0].declaration.when != nil }
    for field in taken where !written.contains(field.name) {
      if isPassedOver {
        stage.emptied[field.name] = stage.outputs.count
        addOutput(field, flow[field.name]?.isOnDemand ?? false, stage, &flow)
      } else {
        flow.remove(field.name, by: stage.id)
        stage.dropped.append(field.name)
      }
    }
  }
}

extension StageDraft {
  /// The sources of maps that take them away.
  fileprivate var renamed: [Field] {
    let removing = (entry?.spec.fieldMaps ?? []).filter {
      if case .fields(_, removes: true) = $0.source { true } else { false }
    }
    var fields: [Field] = []
    for map in fieldMaps where removing.contains(where: { $0.name == map.name }) {
      if let field = map.input, !fields.contains(where: { $0.name == field.name }) {
        fields.append(field)
      }
    }
    return fields
  }
}

extension CheckedOptions {
  /// The names that an option lists, or that are the keys of its map, with their places.
  fileprivate func names(_ option: String) -> [(String, SourceSpan)] {
    let names: [String]
    switch values[option] {
    case .text(let name): names = [name]
    case .list(let items):
      names = items.compactMap { if case .text(let name) = $0 { name } else { nil } }
    case .map(let members): names = members.map(\.key)
    default: return []
    }
    let places = itemSpans[option] ?? []
    return names.enumerated().compactMap { place, name in
      let span = places.indices.contains(place) ? places[place] : spans[option]
      return span.map { (name, $0) }
    }
  }
}
