import Foundation
import Richline
import Testing

@Suite struct `the examples are drawn` {
  /// What was recorded: a folder for each example, a file for each format.
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Graphs")

  private func graph(_ example: Example) throws -> PipelineGraph {
    let text = try String(
      contentsOf: example.folder.appending(path: "pipeline.yaml"), encoding: .utf8)
    return try Pipeline(
      SourceFile(name: "pipeline.yaml", text: text), folder: example.folder.path
    ).graph
  }

  private func file(_ example: Example, _ format: GraphFormat) -> URL {
    Self.folder.appending(path: "\(example.name).\(format == .text ? "txt" : format.rawValue)")
  }

  @Test(arguments: Example.all, GraphFormat.allCases)
  func `as it was recorded`(example: Example, format: GraphFormat) throws {
    let drawn = try graph(example).drawn(as: format)
    let file = file(example, format)
    if ProcessInfo.processInfo.environment["UPDATE_EXAMPLES"] != nil {
      try drawn.write(to: file, atomically: true, encoding: .utf8)
    }
    #expect(drawn == (try? String(contentsOf: file, encoding: .utf8)), "\(file.path)")
  }

  @Test(arguments: Example.all)
  func `pictures are XML, and objects JSON`(example: Example) throws {
    let graph = try graph(example)
    #expect(XMLCheck.isWellFormed(graph.drawn(as: .svg)))
    let object = try JSONSerialization.jsonObject(with: Data(graph.drawn(as: .json).utf8))
    let edges = try #require((object as? [String: Any])?["edges"] as? [[String: Any]])
    #expect(edges.count == graph.edges.count)
  }

  @Test func `texts of the file cannot break out of a drawing`() throws {
    let nasty = #"<b>&amp; "x" \ | #quot; --> "#
    let text = """
      version: 1
      sources: [{ use: stdin, format: ndjson, about: '\(nasty)' }]
      stages:
        - use: filter
          keep: "true"
          when: |
            app_id != '\(nasty.replacing(#"\"#, with: #"\\"#))'
      sinks: [{ use: stdout, format: ndjson }]
      """
    let graph = try Pipeline(SourceFile(name: "a\"b<c>.yaml", text: text)).graph
    #expect(XMLCheck.isWellFormed(graph.drawn(as: .svg)))
    let dot = graph.drawn(as: .dot)
    #expect(dot.hasPrefix("digraph \"a\\\"b<c>.yaml\" {"))
    #expect(dot.contains(#"when app_id != '<b>&amp; \"x\" \\\\ "#))
    let mermaid = graph.drawn(as: .mermaid)
    #expect(mermaid.contains("#lt;b#gt;#amp;amp; #quot;x#quot;"))
    #expect(graph.drawn(as: .text).contains("│ # <b>&amp;"))
  }
}

/// Whether tags are closed and in order, and nothing stands in the text that must be escaped.
private enum XMLCheck {
  static func isWellFormed(_ text: String) -> Bool {
    var open: [Substring] = []
    var rest = Substring(text)
    while let start = rest.firstIndex(of: "<") {
      guard isText(rest[..<start]), let end = rest[start...].firstIndex(of: ">") else {
        return false
      }
      let tag = rest[rest.index(after: start)..<end]
      let name = tag.drop { $0 == "/" }.prefix { $0 != " " && $0 != "/" }
      if tag.hasPrefix("/") {
        guard open.popLast() == name else { return false }
      } else if !tag.hasSuffix("/") {
        open.append(name)
      }
      guard tag.filter({ $0 == "\"" }).count.isMultiple(of: 2) else { return false }
      rest = rest[rest.index(after: end)...]
    }
    return open.isEmpty && isText(rest)
  }

  private static func isText(_ text: Substring) -> Bool {
    let entities = ["amp;", "lt;", "gt;", "quot;"]
    let parts = text.split(separator: "&", omittingEmptySubsequences: false).dropFirst()
    return parts.allSatisfy { part in entities.contains { part.hasPrefix($0) } }
  }
}
