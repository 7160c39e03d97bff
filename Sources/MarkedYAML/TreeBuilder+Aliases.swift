import CYAML
import DiagnosticKit

extension TreeBuilder {
  /// Puts what an anchor names in the place of an alias.
  mutating func takeAlias(_ event: yaml_event_t) {
    let place = places.place(event.start_mark)
    let end = places.place(event.end_mark)
    trail.kind = .alias
    trail.start = place
    trail.end = end
    guard count(at: place) else { return }

    let name = Self.text(event.data.alias.anchor) ?? ""
    guard let anchored = anchors[name] else {
      report(unknownAlias(name, at: span(event)))
      let text = Node(.scalar(Scalar(text: "*\(name)", style: .plain)), span: span(event))
      return add(text, end: end, size: 1, height: 0, anchor: nil)
    }
    guard frames.count + anchored.height <= limits.depth else { return stopTooDeep(at: place) }
    aliasNodes += anchored.size
    guard aliasNodes <= limits.aliasNodes else {
      return stop(
        .error(
          "yaml-alias-expansion", at: span(event),
          "aliases expand to more than \(limits.aliasNodes) values",
          help: "write fewer aliases of aliases"))
    }
    add(anchored.node, end: end, size: anchored.size, height: anchored.height, anchor: nil)
  }

  private func unknownAlias(_ name: String, at span: SourceSpan) -> Finding {
    if frames.contains(where: { $0.anchor == name }) {
      return .error(
        "yaml-unknown-alias", at: span, "alias '*\(name)' stands inside the value it names")
    }
    return .error(
      "yaml-unknown-alias", at: span,
      "'*\(name)' is an alias, and no anchor '&\(name)' comes before it",
      help: Suggestion.didYouMean(name, of: anchors.keys), "put text in quotes: '*\(name)'")
  }
}
