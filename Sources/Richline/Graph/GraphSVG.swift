/// A pipeline as a picture, with a layout of its own: sources above, sinks below.
struct GraphSVG {
  private let graph: PipelineGraph
  private var layout: GraphLayout

  init(_ graph: PipelineGraph) {
    self.graph = graph
    layout = GraphLayout(graph)
  }

  var text: String {
    var lines = [
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 \(layout.width) \(layout.height)\""
        + " width=\"\(layout.width)\" height=\"\(layout.height)\" role=\"img\">",
      "<title>\(XMLText.escaped(graph.name))</title>",
      Self.style,
    ]
    for way in layout.ways { lines += drawn(way) }
    for box in layout.boxes { lines += drawn(box) }
    return lines.joined(separator: "\n") + "\n</svg>\n"
  }

  private static let style = """
    <style>
    text { font: 13px ui-monospace, Menlo, Consolas, monospace; fill: #1f2328 }
    .id { font-weight: bold }
    .small, .label { font-size: 11px; fill: #59636e }
    rect { fill: #ffffff; stroke: #59636e; stroke-width: 1.2 }
    .source { fill: #ddf4ff; stroke: #0969da }
    .sink { fill: #dafbe1; stroke: #1a7f37 }
    .failed_sink { fill: #ffebe9; stroke: #cf222e }
    path { fill: none; stroke: #59636e; stroke-width: 1.2 }
    .tip { fill: #59636e; stroke: none }
    @media (prefers-color-scheme: dark) {
    text { fill: #f0f6fc } .small, .label { fill: #9198a1 } rect { fill: #0d1117 }
    .source { fill: #0c2d4d } .sink { fill: #0f2e1a } .failed_sink { fill: #3a1214 }
    }
    </style>
    """

  private func drawn(_ box: GraphLayout.Box) -> [String] {
    var lines = [
      "<rect class=\"\(box.style)\" x=\"\(box.x)\" y=\"\(box.y)\" width=\"\(box.width)\""
        + " height=\"\(box.height)\" rx=\"\(box.style == "stage" ? 4 : 12)\"/>"
    ]
    let middle = box.x + box.width / 2
    for (number, line) in box.lines.enumerated() {
      let style = number == 0 ? "id" : "small"
      lines.append(
        "<text class=\"\(style)\" x=\"\(middle)\" y=\"\(box.y + 20 + number * GraphLayout.line)\""
          + " text-anchor=\"middle\">\(XMLText.escaped(line))</text>")
    }
    return lines
  }

  private func drawn(_ way: GraphLayout.Way) -> [String] {
    let (from, to) = (way.from, way.to)
    let bend = (from.y + way.bendHeight)
    var lines = [
      "<path d=\"M\(from.x) \(from.y) C\(from.x) \(bend) \(to.x) \(from.y) \(to.x) \(bend)"
        + " L\(to.x) \(to.y - 6)\"/>",
      "<path class=\"tip\" d=\"M\(to.x - 4) \(to.y - 8) L\(to.x + 4) \(to.y - 8)"
        + " L\(to.x) \(to.y) Z\"/>",
    ]
    for (number, line) in way.label.enumerated() {
      lines.append(
        "<text class=\"label\" x=\"\(to.x + 8)\" y=\"\(bend + 8 + number * GraphLayout.labelLine)\">"
          + "\(XMLText.escaped(line))</text>")
    }
    return lines
  }
}
