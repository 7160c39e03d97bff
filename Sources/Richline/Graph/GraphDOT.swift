/// A pipeline in the language of Graphviz.
struct GraphDOT {
  private let graph: PipelineGraph
  private let words: GraphWords

  init(_ graph: PipelineGraph) {
    self.graph = graph
    words = GraphWords(graph: graph)
  }

  var text: String {
    var lines = [
      "digraph \(Self.quoted(graph.name)) {",
      "  node [shape=box, fontname=\"sans-serif\"];",
      "  edge [fontname=\"sans-serif\", fontsize=10];",
    ]
    for (place, part) in graph.parts.enumerated() {
      let label = [part.id] + [words.kind(part)].compactMap(\.self) + words.remarks(part)
      lines.append("  n\(place) [\(Self.shape(part.kind))label=\(Self.quoted(label))];")
    }
    let failed = graph.parts.indices.filter { graph.parts[$0].kind == .failedSink }
    if !failed.isEmpty { lines.append("  failed [shape=plaintext, label=\"failed events\"];") }
    for edge in graph.edges {
      let label = words.label(edge)
      let attributes = label.isEmpty ? "" : " [label=\(Self.quoted(label))]"
      lines.append("  n\(edge.from) -> n\(edge.to)\(attributes);")
    }
    lines += failed.map { "  failed -> n\($0) [style=dashed];" }
    return lines.joined(separator: "\n") + "\n}\n"
  }

  private static func shape(_ kind: PipelineGraph.Part.Kind) -> String {
    switch kind {
    case .source: "shape=cds, "
    case .stage: ""
    case .sink, .failedSink: "shape=folder, "
    }
  }

  private static func quoted(_ lines: [String]) -> String {
    "\"" + lines.map(escaped).joined(separator: "\\n") + "\""
  }

  private static func quoted(_ text: String) -> String { quoted([text]) }

  private static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": result += "\\\(scalar)"
      case _ where scalar.value < 32 || scalar.value == 127: result += " "
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
