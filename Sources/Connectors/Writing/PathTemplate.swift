/// A path with places in braces.
///
/// Shape: text before the first brace is literal and not empty; `{part}` and `{run}` are known.
struct PathTemplate: Equatable {
  enum Piece: Equatable {
    case literal(Substring)
    case part
    case run
  }

  private let pieces: [Piece]

  init(_ text: String) throws(PathTemplateProblem) {
    guard !text.isEmpty else { throw .empty }
    guard !text.utf8.contains(0) else { throw .zeroByte }
    guard !text.hasPrefix("{") else { throw .noLiteral(text) }
    guard !text.hasSuffix("/") else { throw .folder(text) }
    var pieces: [Piece] = []
    var rest = text[...]
    while let brace = rest.firstIndex(where: { $0 == "{" || $0 == "}" }) {
      guard rest[brace] == "{" else { throw .notOpened(text) }
      pieces.append(.literal(rest[..<brace]))
      guard let end = PathTemplate.end(of: rest[brace...]) else { throw .notClosed(text) }
      switch rest[brace..<end] {
      case "{part}": pieces.append(.part)
      case "{run}": pieces.append(.run)
      case let other: throw .expression(String(other))
      }
      rest = rest[end...]
    }
    pieces.append(.literal(rest))
    self.pieces = pieces
  }

  /// Whether every part has a name of its own.
  var hasPart: Bool { pieces.contains(.part) }

  func rendered(run: String, part: Int) -> String {
    pieces.map { piece in
      switch piece {
      case .literal(let text): String(text)
      case .part: String(part)
      case .run: run
      }
    }.joined()
  }

  /// The path of a file in the folder that a run has for itself, as `out/run=7/`; nil when it has none.
  func inRunFolder(_ name: String, run: String) -> String? {
    var folder = ""
    var hasRun = false
    for piece in pieces {
      switch piece {
      case .run:
        folder += run
        hasRun = true
      case .literal(let text):
        if hasRun, let slash = text.firstIndex(of: "/") { return folder + text[...slash] + name }
        folder += text
      case .part: return nil
      }
    }
    return nil
  }

  /// The place behind the brace that closes the first one.
  private static func end(of text: Substring) -> Substring.Index? {
    var depth = 0
    for index in text.indices {
      if text[index] == "{" { depth += 1 }
      if text[index] == "}" { depth -= 1 }
      if depth == 0 { return text.index(after: index) }
    }
    return nil
  }
}
