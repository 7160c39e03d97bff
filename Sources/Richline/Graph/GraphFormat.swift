/// How the graph of a pipeline is drawn.
public enum GraphFormat: String, Sendable, CaseIterable {
  case text, dot, mermaid, svg, json
}

extension PipelineGraph {
  /// The graph in a format, with a line break at its end.
  public func drawn(as format: GraphFormat) -> String {
    switch format {
    case .text:
      var drawing = GraphText(self)
      return drawing.text()
    case .dot: return GraphDOT(self).text
    case .mermaid: return GraphMermaid(self).text
    case .svg: return GraphSVG(self).text
    case .json: return GraphJSON(graph: self).text
    }
  }
}
