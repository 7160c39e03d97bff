/// A path with places in braces.
///
/// Shape: text before the first brace is literal and not empty; only `{part}` is known yet.
struct PathTemplate: Equatable {
  enum Piece: Equatable {
    case literal(Substring)
    case part
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
      guard rest[brace..<end] == "{part}" else { throw .expression(String(rest[brace..<end])) }
      pieces.append(.part)
      rest = rest[end...]
    }
    pieces.append(.literal(rest))
    self.pieces = pieces
  }

  func rendered(part: Int) -> String {
    pieces.map { piece in
      switch piece {
      case .literal(let text): String(text)
      case .part: String(part)
      }
    }.joined()
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
