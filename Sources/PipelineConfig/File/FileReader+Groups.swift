import DiagnosticKit
import MarkedYAML

extension FileReader {
  /// Adds a stage, or the stages of the file that it uses.
  mutating func add(_ stage: ComponentDeclaration, in group: Int?) {
    var stage = stage
    stage.group = group
    guard stage.use.text.isStageFile else {
      // One more than the limit is kept, so that expansion ends.
      if file.stages.count == Grammar.sectionLimit { reportTooManyStages(stage) }
      file.stages.append(stage)
      return
    }
    let place = loader.place(of: stage.use)
    // Inside itself it has a finding already.
    if !openFiles.contains(place), let items = loader.stages(at: place)?.items,
      let id = groupID(stage)
    {
      openFiles.append(place)
      checkGroupKeys(stage)
      addStages(items, of: stage, id)
      openFiles.removeLast()
    } else {
      // Others may name it: it stays, as one of which nothing is known.
      stage.id = stage.id ?? stemID(stage)
      if let id = stage.id {
        file.lostGroups.append((group.map { file.groups[$0].name + "/" } ?? "") + id.text)
      }
      stage.use = Placed(text: "", span: stage.use.span, node: stage.use.node)
      stage.options = []
      file.stages.append(stage)
      lose(.stage)
    }
  }

  private mutating func addStages(_ items: [Node], of stage: ComponentDeclaration, _ id: Placed) {
    let place = file.groups.count
    let outer = stage.group.map { file.groups[$0].name + "/" } ?? ""
    file.groups.append(
      GroupDeclaration(
        name: outer + id.text, id: id, when: stage.when, parent: stage.group,
        first: file.stages.count))
    for (number, item) in items.enumerated() where file.stages.count <= Grammar.sectionLimit {
      var inner = component(item, .stage)
      if let span = inner.keys["from"] {
        report(.fromInStageFile, span)
        inner.keys["from"] = nil
        inner.from = []
      }
      inner.onError = inner.onError ?? stage.onError
      if number == 0, let from = stage.keys["from"] {
        inner.keys["from"] = from
        inner.from = stage.from
      }
      add(inner, in: place)
    }
    file.groups[place].last = file.stages.count - 1
  }

  /// The id that the file gives, else the name of the other file.
  private mutating func groupID(_ stage: ComponentDeclaration) -> Placed? {
    if let id = stage.id ?? stemID(stage) { return id }
    report(.groupNeedsID(stage.use.text), stage.use.span)
    return nil
  }

  private func stemID(_ stage: ComponentDeclaration) -> Placed? {
    let stem = FilePath.stem(stage.use.text)
    guard Checker.isID(stem), stem != "failed" else { return nil }
    return Placed(text: stem, span: stage.use.span, node: stage.use.node)
  }

  private mutating func checkGroupKeys(_ stage: ComponentDeclaration) {
    let valid = Grammar.group.known
    for option in stage.options { report(.notOfGroup(option.name, valid: valid), option.key.span) }
    for (key, span) in stage.keys where !valid.contains(key) {
      report(.notOfGroup(key, valid: valid), span)
    }
  }

  private mutating func reportTooManyStages(_ stage: ComponentDeclaration) {
    guard file.lost.insert(.stage).inserted else { return }
    report(
      .tooMany("stages", count: Grammar.sectionLimit + 1, limit: Grammar.sectionLimit),
      stage.use.span)
  }
}

extension String {
  /// Whether `use` of a stage names a file.
  var isStageFile: Bool { hasPrefix("./") || hasPrefix("../") }
}
