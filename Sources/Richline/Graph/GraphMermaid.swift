/// A pipeline as a flow chart of Mermaid, which code hosts draw inside Markdown.
struct GraphMermaid {
  private let graph: PipelineGraph
  private let words: GraphWords

  init(_ graph: PipelineGraph) {
    self.graph = graph
    words = GraphWords(graph: graph)
  }

  var text: String {
    var lines = ["flowchart TD"]
    for (place, part) in graph.parts.enumerated() {
      let label = ([part.id] + [words.kind(part)].compactMap(\.self) + words.remarks(part))
        .map(Self.escaped).joined(separator: "<br/>")
      lines.append("  n\(place)\(Self.shaped(label, part.kind))")
    }
    let failed = graph.parts.indices.filter { graph.parts[$0].kind == .failedSink }
    if !failed.isEmpty { lines.append("  failed((\"failed events\"))") }
    for edge in graph.edges {
      let label = words.label(edge)
      let way = label.isEmpty ? "-->" : "-->|\"\(Self.escaped(label))\"|"
      lines.append("  n\(edge.from) \(way) n\(edge.to)")
    }
    lines += failed.map { "  failed -.-> n\($0)" }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func shaped(_ label: String, _ kind: PipelineGraph.Part.Kind) -> String {
    switch kind {
    case .source: "([\"\(label)\"])"
    case .stage: "[\"\(label)\"]"
    case .sink, .failedSink: "[(\"\(label)\")]"
    }
  }

  /// Mermaid's own way to write characters that mean something to it.
  private static func escaped(_ text: String) -> String {
    text.escaped { scalar in
      switch scalar {
      case "\"": "#quot;"
      case "#": "#35;"
      case "&": "#amp;"
      case "<": "#lt;"
      case ">": "#gt;"
      default: scalar.value < 32 || scalar.value == 127 ? " " : nil
      }
    }
  }
}
