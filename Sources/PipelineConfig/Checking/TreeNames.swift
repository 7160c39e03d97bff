import DiagnosticKit

/// The names that `from` can mean.
struct TreeNames {
  /// Stages above, by their names.
  var stages: [String: Int] = [:]
  private var sources: [String: Int] = [:]
  private let allStages: Set<String>
  private let allSinks: Set<String>
  private let ambiguous: [String: String]
  private let order: [String]
  private let lostGroups: [String]

  /// Why a `from` could not be resolved.
  struct Problem: Error {
    /// Nil: it follows from another one.
    let mistake: Mistake?
  }

  init(file: PipelineFile, ambiguous: [String: String]) {
    self.ambiguous = ambiguous
    for (place, source) in file.sources.enumerated() where sources[source.name] == nil {
      sources[source.name] = place
    }
    allStages = Set(file.stages.map(\.name) + file.groups.map(\.name))
    allSinks = Set(file.sinks.map(\.name))
    lostGroups = file.lostGroups
    order = file.sources.map(\.name) + file.stages.map(\.name) + file.groups.map(\.name)
  }

  /// What a name in `from` of a component means.
  func resolve(_ name: String, of declaration: ComponentDeclaration) -> Result<Upstream, Problem> {
    if let use = ambiguous[name] { return .failure(Problem(mistake: .idNeeded(use))) }
    if let place = sources[name] {
      return .success(.sources([place]))
    }
    if let place = stages[name] {
      return declaration.from.count == 1
        ? .success(.stage(place)) : .failure(Problem(mistake: .fromNotFirst))
    }
    if lostGroups.contains(where: { name.hasPrefix($0 + "/") }) {
      return .failure(Problem(mistake: nil))
    }
    return .failure(Problem(mistake: mistake(name, of: declaration)))
  }

  private func mistake(_ name: String, of declaration: ComponentDeclaration) -> Mistake {
    if name == "failed" { return .failedIsSource }
    if declaration.role == .stage {
      if name == declaration.name { return .fromSelf(name) }
      if allStages.contains(name) { return .fromLater(name) }
    }
    if allSinks.contains(name) { return .fromSink(name) }
    let failed = declaration.role == .sink ? ["failed"] : []
    return .unknownID(
      name, valid: (order + failed).filter { ambiguous[$0] == nil && !$0.isEmpty })
  }
}
