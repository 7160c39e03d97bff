import DiagnosticKit

extension Checker {
  /// Says which ids are none, and which are taken; stages of another file have those of their group
  /// before their own.
  mutating func checkIDs(_ file: PipelineFile) {
    let components = (file.sources + file.stages + file.sinks).filter { !file.isRepeated($0) }
    var named = components.compactMap { component in
      component.id.map { (name: file.prefix(component) + $0.text, id: $0) }
    }
    named += file.groups.filter { !file.isRepeated(inside: $0.parent) }.map { ($0.name, $0.id) }
    var lines: [String: Int] = [:]
    for (name, id) in named.sorted(by: { $0.id.span.isBefore($1.id.span) }) {
      if id.text == "failed" {
        report(.reservedID, id.span)
      } else if !Checker.isID(id.text) {
        report(.badID(id.text), id.span)
      }
      if let line = lines[name] {
        report(.duplicateID(name, line: line), id.span)
      } else {
        lines[name] = id.span.line
      }
    }
  }

  /// Names the components without an id after their plugins; a name that is taken gets a number, and
  /// may then not be meant by `from`.
  mutating func giveNames(_ file: inout PipelineFile) {
    let all = file.sources + file.stages + file.sinks
    let ids = Set(
      all.compactMap { component in component.id.map { file.prefix(component) + $0.text } }
        + file.groups.map(\.name))
    var taken = ids
    var used: [String: Int] = [:]
    for component in file.sources + file.stages where component.id == nil {
      used[file.prefix(component) + component.use.text, default: 0] += 1
    }
    for (use, count) in used where count > 1 && !ids.contains(use) { ambiguousNames[use] = use }
    var numbers: [String: Int] = [:]
    func name(_ component: inout ComponentDeclaration, _ prefix: String) {
      if let id = component.id {
        component.name = prefix + id.text
        return
      }
      let use = prefix + component.use.text
      var candidate = use
      while taken.contains(candidate) {
        numbers[use, default: 1] += 1
        candidate = "\(use)-\(numbers[use] ?? 2)"
      }
      taken.insert(candidate)
      component.name = candidate
      if candidate != use, component.role != .sink { ambiguousNames[candidate] = use }
    }
    for i in file.sources.indices { name(&file.sources[i], "") }
    for i in file.stages.indices { name(&file.stages[i], file.prefix(file.stages[i])) }
    for i in file.sinks.indices { name(&file.sinks[i], "") }
  }
}

extension PipelineFile {
  /// Whether it stands in a group whose name another one has before it, which is said of the group.
  fileprivate func isRepeated(_ component: ComponentDeclaration) -> Bool {
    isRepeated(inside: component.group)
  }

  fileprivate func isRepeated(inside group: Int?) -> Bool {
    guard let group else { return false }
    return groups[..<group].contains { $0.name == groups[group].name }
      || isRepeated(inside: groups[group].parent)
  }

  /// What stands before the own name of a component: `geo/` for the stages of a group.
  fileprivate func prefix(_ component: ComponentDeclaration) -> String {
    component.group.map { groups[$0].name + "/" } ?? ""
  }
}

extension Findings {
  /// The same, each once: stages of a file that is used twice make the same mistakes.
  var unique: Findings {
    var known: Set<String> = []
    return Findings(
      filter { finding in
        guard let span = finding.span else { return true }
        let place = "\(span.file?.name ?? ""):\(span.line):\(span.column)"
        return known.insert("\(place):\(finding.code):\(finding.message)").inserted
      })
  }
}
