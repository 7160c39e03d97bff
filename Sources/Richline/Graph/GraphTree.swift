/// The graph as trees: from each set of sources that flow together down to the sinks.
struct GraphTree {
  /// What stands at the top of a tree: places of sources.
  struct Root {
    let sources: [Int]
    let branches: [Branch]
  }

  /// A way further down.
  struct Branch {
    let part: Int
    let edge: PipelineGraph.Edge
  }

  private(set) var roots: [Root] = []
  /// Places of the sinks of failed events.
  let failedSinks: [Int]
  private var below: [[Branch]]

  init(_ graph: PipelineGraph) {
    let parts = graph.parts
    failedSinks = parts.indices.filter { parts[$0].kind == .failedSink }
    below = Array(repeating: [], count: parts.count)
    var sets: [(sources: [Int], branches: [Branch])] = []
    for (part, edges) in Self.byTarget(graph.edges) {
      let first = edges[0]
      guard parts[first.from].kind == .source else {
        below[first.from].append(Branch(part: part, edge: first))
        continue
      }
      let sources = edges.map(\.from)
      let branch = Branch(part: part, edge: Self.joined(edges, in: parts))
      if let place = sets.firstIndex(where: { $0.sources == sources }) {
        sets[place].branches.append(branch)
      } else {
        sets.append((sources, [branch]))
      }
    }
    roots = sets.map { Root(sources: $0.sources, branches: Self.ordered($0.branches, parts)) }
    for place in below.indices { below[place] = Self.ordered(below[place], parts) }
  }

  /// Sinks, then branches, and at the end the stage that goes straight on.
  subscript(part: Int) -> [Branch] { below[part] }

  private static func byTarget(
    _ edges: [PipelineGraph.Edge]
  ) -> [(part: Int, edges: [PipelineGraph.Edge])] {
    var found: [(part: Int, edges: [PipelineGraph.Edge])] = []
    for edge in edges {
      if let last = found.indices.last, found[last].part == edge.to {
        found[last].edges.append(edge)
      } else {
        found.append((edge.to, [edge]))
      }
    }
    return found
  }

  /// One edge for those from several sources.
  private static func joined(
    _ edges: [PipelineGraph.Edge], in parts: [PipelineGraph.Part]
  ) -> PipelineGraph.Edge {
    var fields = edges[0].fields
    for field in edges.dropFirst().flatMap(\.fields) where !fields.contains(field) {
      fields.append(field)
    }
    return PipelineGraph.Edge(
      from: edges[0].from, to: edges[0].to, fields: fields, extent: edges[0].extent)
  }

  private static func ordered(_ branches: [Branch], _ parts: [PipelineGraph.Part]) -> [Branch] {
    let sinks = branches.filter { parts[$0.part].kind == .sink }
    let stages = branches.filter { parts[$0.part].kind == .stage }
    let trunk = stages.first { parts[$0.part].isTrunk } ?? stages.last
    return sinks + stages.filter { $0.part != trunk?.part } + (trunk.map { [$0] } ?? [])
  }
}
