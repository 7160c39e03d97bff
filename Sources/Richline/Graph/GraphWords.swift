/// The words on the parts and edges of a drawn pipeline.
struct GraphWords {
  /// More names than these are counted: the picture is for the eye, the format `json` has all.
  static let shownNames = 4
  /// Longer conditions are cut.
  static let longestCondition = 48

  let graph: PipelineGraph

  /// The plugin with its format: `files, ndjson`; of a stage only when its id says something else.
  func kind(_ part: PipelineGraph.Part) -> String? {
    if let format = part.format { return "\(part.use), \(format)" }
    let own = part.id.split(separator: "/").last.map(String.init) ?? part.id
    return part.kind == .stage && own == part.use ? nil : part.use
  }

  /// What else is said of a part, a line each.
  func remarks(_ part: PipelineGraph.Part) -> [String] {
    var lines = part.when.map { "when \(Self.cut($0))" }
    if !part.lookups.isEmpty { lines.append("asks \(part.lookups.joined(separator: ", "))") }
    if part.kind == .stage, !part.makes.isEmpty { lines.append("+ \(Self.names(part.makes))") }
    return lines
  }

  /// What goes over an edge; empty when it is nothing but the event.
  func label(_ edge: PipelineGraph.Edge) -> String {
    switch edge.extent {
    case .some: Self.names(edge.fields)
    case .all(but: []): "all fields"
    case .all(let left): "all fields but \(Self.names(left))"
    }
  }

  static func names(_ names: [String]) -> String {
    // One more is as short as to say that there is one more.
    guard names.count > shownNames + 1 else { return names.joined(separator: ", ") }
    let shown = names.prefix(shownNames).joined(separator: ", ")
    return "\(shown), … \(names.count - shownNames) more"
  }

  private static func cut(_ text: String) -> String {
    text.count > longestCondition ? text.prefix(longestCondition - 1) + "…" : text
  }
}
