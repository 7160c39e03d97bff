/// A pipeline's graph for programs, whole: one object on a line.
struct GraphJSON {
  let graph: PipelineGraph

  var text: String {
    var object = JSONObject()
    object.add("pipeline", graph.name)
    object.add("parts", graph.parts.map(Self.part))
    object.add("edges", graph.edges.map(way))
    return object.text + "\n"
  }

  private static func part(_ part: PipelineGraph.Part) -> JSONObject {
    var object = JSONObject()
    object.add("id", part.id)
    object.add("kind", part.kind.rawValue)
    object.add("use", part.use)
    if let format = part.format { object.add("format", format) }
    if let about = part.about { object.add("about", about) }
    if !part.when.isEmpty { object.add("when", raw: list(part.when)) }
    if !part.lookups.isEmpty { object.add("lookups", raw: list(part.lookups)) }
    if part.kind == .source || part.kind == .stage { object.add("makes", raw: list(part.makes)) }
    return object
  }

  private func way(_ edge: PipelineGraph.Edge) -> JSONObject {
    var object = JSONObject()
    object.add("from", graph.parts[edge.from].id)
    object.add("to", graph.parts[edge.to].id)
    object.add("fields", raw: Self.list(edge.fields))
    if case .all(let left) = edge.extent {
      object.add("all", raw: "true")
      if !left.isEmpty { object.add("but", raw: Self.list(left)) }
    }
    return object
  }

  private static func list(_ texts: [String]) -> String {
    "[" + texts.map { JSONText.quoted($0) }.joined(separator: ",") + "]"
  }
}
