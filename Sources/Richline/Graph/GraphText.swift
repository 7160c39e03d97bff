/// A pipeline as a drawing of lines and letters, for the terminal.
struct GraphText {
  private let graph: PipelineGraph
  private let words: GraphWords
  private let tree: GraphTree
  private var lines: [String] = []
  private var drawnSources: Set<Int> = []

  init(_ graph: PipelineGraph) {
    self.graph = graph
    words = GraphWords(graph: graph)
    tree = GraphTree(graph)
  }

  mutating func text() -> String {
    lines = []
    for root in tree.roots {
      if !lines.isEmpty { lines.append("") }
      for source in root.sources { addTitle(source, "") }
      draw(root.branches, "")
    }
    if !tree.failedSinks.isEmpty {
      lines += lines.isEmpty ? ["failed events"] : ["", "failed events"]
      for (number, sink) in tree.failedSinks.enumerated() {
        let corner = number == tree.failedSinks.count - 1 ? "└" : "├"
        lines.append("\(corner)─▶ \(title(sink))")
        addAbout(sink, number == tree.failedSinks.count - 1 ? "     " : "│    ")
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// What is below a part: sinks and branches aside, the trunk straight down.
  private mutating func draw(_ branches: [GraphTree.Branch], _ prefix: String) {
    var branches = branches
    while let last = branches.last {
      let hasTrunk = graph.parts[last.part].kind == .stage
      for (number, branch) in branches.enumerated() where number < branches.count - 1 || !hasTrunk {
        drawAside(branch, prefix, isLast: number == branches.count - 1)
      }
      guard hasTrunk else { return }
      let label = words.label(last.edge)
      lines.append(label.isEmpty ? prefix + "│" : "\(prefix)│ \(label)")
      addTitle(last.part, prefix)
      branches = tree[last.part]
    }
  }

  private mutating func drawAside(_ branch: GraphTree.Branch, _ prefix: String, isLast: Bool) {
    let label = words.label(branch.edge)
    let corner = isLast ? "└" : "├"
    let inner = prefix + (isLast ? "  " : "│ ")
    if graph.parts[branch.part].kind == .sink {
      let way = label.isEmpty ? "─▶" : "─ \(label) ─▶"
      lines.append("\(prefix)\(corner)\(way) \(title(branch.part))")
      addAbout(branch.part, inner)
      return
    }
    lines.append("\(prefix)\(corner)─┐" + (label.isEmpty ? "" : " \(label)"))
    addTitle(branch.part, inner)
    draw(tree[branch.part], inner)
  }

  private mutating func addTitle(_ part: Int, _ prefix: String) {
    let isSource = graph.parts[part].kind == .source
    let isAgain = isSource && !drawnSources.insert(part).inserted
    lines.append(prefix + title(part) + (isAgain ? "  (as above)" : ""))
    if !isAgain { addAbout(part, prefix + "│ ") }
  }

  private mutating func addAbout(_ part: Int, _ prefix: String) {
    guard let about = graph.parts[part].about else { return }
    for line in about.split(separator: "\n") { lines.append("\(prefix)# \(line)") }
  }

  private func title(_ place: Int) -> String {
    let part = graph.parts[place]
    return ([part.id] + [words.kind(part)].compactMap(\.self) + words.remarks(part))
      .joined(separator: "  ")
  }
}
