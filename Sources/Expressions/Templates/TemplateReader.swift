import EventModel

/// Cuts a template into its pieces.
struct TemplateReader {
  private let text: String
  private let bytes: [UInt8]
  private let placeholders: [String]
  private let lookup: ((String) -> NamedLookup)?
  private let type: (String) -> FieldType?
  private var pieces: [Template.Piece] = []
  private var at = 0

  init(
    _ text: String, _ placeholders: [String], _ lookup: ((String) -> NamedLookup)?,
    _ type: @escaping (String) -> FieldType?
  ) {
    self.text = text
    bytes = Array(text.utf8)
    self.placeholders = placeholders
    self.lookup = lookup
    self.type = type
  }

  mutating func read() throws(ExpressionProblem) -> Template {
    while at < bytes.count {
      let open = bytes[at...].firstIndex(of: UInt8(ascii: "{")) ?? bytes.count
      if open > at {
        pieces.append(.literal(Array(bytes[at..<open])))
      }
      at = open
      if at < bytes.count { try readPart() }
    }
    return Template(pieces)
  }

  private mutating func readPart() throws(ExpressionProblem) {
    let open = at
    var lexer = Lexer(text, from: open + 1)
    let tokens = try lexer.tokens(inBraces: true)
    guard let end = tokens.last, end.offset < bytes.count else {
      throw ExpressionProblem(kind: .unfinishedPart, offset: open, length: 1)
    }
    at = end.offset + 1
    guard tokens.count > 1 else {
      throw ExpressionProblem(kind: .emptyPart, offset: open, length: at - open)
    }
    if tokens.count == 2, case .name(let name) = tokens[0].kind,
      let place = placeholders.firstIndex(of: name)
    {
      return pieces.append(.placeholder(UInt8(place + 1)))
    }
    let expression = try CompiledExpression.compile(tokens, lookup: lookup, type: type)
    guard expression.isPathPart else {
      throw ExpressionProblem(
        kind: .notAPart(type: expression.typeName), offset: open, length: at - open)
    }
    pieces.append(.expression(expression))
  }
}
