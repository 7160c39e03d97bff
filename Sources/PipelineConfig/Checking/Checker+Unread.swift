import DiagnosticKit
import StageKit

extension Checker {
  /// Notes fields that a stage makes and that nobody reads or writes out.
  ///
  /// Shape: from the bottom of the file up, since a stage takes only from stages above it. Of the
  /// fields that a plugin brings along it is enough that one is wanted.
  mutating func reportUnread() {
    guard case .run = purpose else { return }
    var wanted = Array(repeating: WantedFields(), count: stages.count)
    for (place, stage) in stages.enumerated().reversed() {
      for sink in stage.sinks { wanted[place].add(sinks[sink]) }
      for child in stage.children {
        wanted[place].add(wanted[child], through: stages[child], in: groups)
      }
      guard !wanted[place].isAll else { continue }
      reportUnread(stage, wanted[place])
    }
  }

  private mutating func reportUnread(_ stage: StageDraft, _ wanted: WantedFields) {
    let named = stage.namedOutputs
    for field in named where !wanted.names.contains(field.text) {
      report(.unreadField(field.text), field.span)
    }
    let names = Set(named.map(\.text))
    // What is emptied is not made.
    let own = stage.outputs.map(\.field.name)
      .filter { !names.contains($0) && stage.emptied[$0] == nil }
    guard !own.isEmpty, wanted.names.isDisjoint(with: own), wanted.names.isDisjoint(with: names)
    else { return }
    let shown = own.prefix(4).joined(separator: ", ") + (own.count > 4 ? ", …" : "")
    report(.nothingRead(stage.id, of: shown), stage.declaration.use.span)
  }
}

/// What is read or written out below a place of the tree.
private struct WantedFields {
  /// Whether it is not known, so that everything may be wanted.
  var isAll = false
  var names: Set<String> = []

  mutating func add(_ sink: SinkDraft) {
    if sink.format == nil { isAll = true }
    names.formUnion(sink.reads)
  }

  mutating func add(_ below: WantedFields, through stage: StageDraft, in groups: [GroupDraft]) {
    if below.isAll || stage.entry == nil { isAll = true }
    names.formUnion(stage.reads)
    names.formUnion(below.names.subtracting(stage.overwritten(in: groups)))
  }
}

extension StageDraft {
  /// The fields that the file gives a name here.
  fileprivate var namedOutputs: [Placed] {
    let assigned = options.assignments.flatMap { $0.members.map(\.field) }
    let mapped = options.fieldMaps.flatMap { $0.members.map(\.field) }
    return assigned + mapped + (declaration.versionField.map { [$0] } ?? [])
  }

  /// The fields that have another value behind it for sure.
  fileprivate func overwritten(in drafts: [GroupDraft]) -> Set<String> {
    let isSure =
      when == nil && onError != .continue && onError != .collect
      && groups.allSatisfy { drafts[$0].when == nil }
    return isSure ? Set(assignments.map(\.field.name)) : []
  }
}
