extension ExpressionParser {
  /// Names that CEL keeps for itself; members and functions may have them.
  private static let reserved: Set<String> = [
    "as", "break", "const", "continue", "else", "for", "function", "if", "import", "let", "loop",
    "package", "namespace", "return", "var", "void", "while", "in",
  ]

  mutating func postfix() throws(ExpressionProblem) -> SyntaxTree {
    try postfix(of: try primary())
  }

  /// Members, elements and calls behind a value.
  mutating func postfix(of first: SyntaxTree) throws(ExpressionProblem) -> SyntaxTree {
    var value = first
    while true {
      let sign = token
      if take(".") != nil {
        value = try member(of: value)
      } else if take("[") != nil {
        guard token.kind != .sign("?") else { throw problem(.noOptionals) }
        let index = try expression()
        try expect("]")
        value = try tree(.index(value, index), sign, value, index)
      } else if case .name = value.token.kind, isMessage(value), token.kind == .sign("{") {
        throw problem(.noMessages)
      } else {
        return value
      }
    }
  }

  private mutating func member(of value: SyntaxTree) throws(ExpressionProblem) -> SyntaxTree {
    let name = token
    switch name.kind {
    case .sign("?"): throw problem(.noOptionals)
    case .quotedName(let text):
      place += 1
      return try tree(.member(value, text), name, value)
    case .name(let text):
      place += 1
      guard take("(") != nil else { return try tree(.member(value, text), name, value) }
      let arguments = try items(until: ")")
      return try tree(.call(of: value, text, arguments), name, [value] + arguments)
    default: throw problem(.unexpected(found: name.shown, wanted: "the name of a member"))
    }
  }

  private func isMessage(_ value: SyntaxTree) -> Bool {
    switch value.form {
    case .name: true
    case .member(let inner, _): isMessage(inner)
    default: false
    }
  }

  private mutating func primary() throws(ExpressionProblem) -> SyntaxTree {
    let first = token
    if take("(") != nil {
      let inner = try expression()
      try expect(")")
      return inner
    }
    if take("[") != nil {
      let items = try items(until: "]")
      return try tree(.list(items), first, items)
    }
    if take("{") != nil { return try map(first) }
    let isAbsolute = take(".") != nil
    let name = token
    place += name.kind == .end ? 0 : 1
    if case .name(let text) = name.kind, isAbsolute || Self.constant(text) == nil {
      return try named(text, name, isAbsolute)
    }
    guard !isAbsolute, let literal = try literal(name) else {
      place -= name.kind == .end ? 0 : 1
      throw problem(.unexpected(found: name.shown, wanted: "a field or a value"))
    }
    return try tree(.literal(literal), name)
  }

  private mutating func named(
    _ text: String, _ name: Token, _ isAbsolute: Bool
  ) throws(ExpressionProblem) -> SyntaxTree {
    guard !Self.reserved.contains(text) else {
      place -= 1
      throw problem(.unexpected(found: name.shown, wanted: "a field or a value"))
    }
    guard take("(") != nil else { return try tree(.name(text, isAbsolute: isAbsolute), name) }
    let arguments = try items(until: ")")
    return try tree(.call(of: nil, text, arguments), name, arguments)
  }

  private static func constant(_ name: String) -> Literal? {
    switch name {
    case "true": .boolean(true)
    case "false": .boolean(false)
    case "null": .null
    default: nil
    }
  }

  private func literal(_ token: Token) throws(ExpressionProblem) -> Literal? {
    switch token.kind {
    case .text(let text): return .text(text)
    case .bytes(let bytes): return .bytes(bytes)
    case .double(let value): return .double(value)
    case .integer(let value, true): return .unsigned(value)
    case .integer(let value, false):
      guard let value = Int64(exactly: value) else {
        throw ExpressionProblem(
          kind: .badNumber("\(value)"), offset: token.offset, length: token.length)
      }
      return .integer(value)
    case .name(let name): return Self.constant(name)
    case .quotedName, .sign, .end: return nil
    }
  }

  /// Expressions with commas between them; one may stand behind the last.
  private mutating func items(until close: String) throws(ExpressionProblem) -> [SyntaxTree] {
    var items: [SyntaxTree] = []
    while take(close) == nil {
      guard token.kind != .sign("?") else { throw problem(.noOptionals) }
      items.append(try expression())
      if take(",") == nil {
        try expect(close)
        return items
      }
    }
    return items
  }

  private mutating func map(_ first: Token) throws(ExpressionProblem) -> SyntaxTree {
    var entries: [(key: SyntaxTree, value: SyntaxTree)] = []
    while take("}") == nil {
      guard token.kind != .sign("?") else { throw problem(.noOptionals) }
      let key = try expression()
      try expect(":")
      entries.append((key, try expression()))
      if take(",") == nil {
        try expect("}")
        break
      }
    }
    return try tree(.map(entries), first, entries.flatMap { [$0.key, $0.value] })
  }
}
