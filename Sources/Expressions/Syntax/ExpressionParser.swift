/// Reads tokens as an expression, by the grammar of CEL without messages.
struct ExpressionParser {
  /// Brackets, `!`, choices inside each other: enough for people, little for the stack.
  static let depthLimit = 64
  /// `&&` and `||` in an expression.
  static let operatorLimit = 1000
  /// Parts in a row, as in `a + b + …` or `a.b.c…`: what reads and runs them goes down by recursion.
  static let chainLimit = 200

  private(set) var tokens: [Token] = []
  var place = 0
  private var depth = 0
  private var operators = 0

  init(_ tokens: [Token]) { self.tokens = tokens }

  static func parse(_ text: String) throws(ExpressionProblem) -> SyntaxTree {
    var lexer = Lexer(text)
    return try parse(try lexer.tokens())
  }

  static func parse(_ tokens: [Token]) throws(ExpressionProblem) -> SyntaxTree {
    var parser = ExpressionParser(tokens)
    let tree = try parser.expression()
    guard parser.token.kind == .end else {
      throw parser.problem(.unexpected(found: parser.token.shown, wanted: "an operator"))
    }
    return tree
  }

  var token: Token { tokens[place] }

  mutating func take(_ sign: String) -> Token? {
    guard token.kind == .sign(sign) else { return nil }
    place += 1
    return tokens[place - 1]
  }

  mutating func expect(_ sign: String) throws(ExpressionProblem) {
    guard take(sign) != nil else {
      throw problem(.unexpected(found: token.shown, wanted: "'\(sign)'"))
    }
  }

  func problem(_ kind: ExpressionProblem.Kind) -> ExpressionProblem {
    ExpressionProblem(kind: kind, offset: token.offset, length: max(token.length, 1))
  }

  func tree(
    _ form: SyntaxTree.Form, _ token: Token, _ parts: SyntaxTree...
  ) throws(ExpressionProblem) -> SyntaxTree {
    try tree(form, token, parts)
  }

  func tree(
    _ form: SyntaxTree.Form, _ token: Token, _ parts: [SyntaxTree]
  ) throws(ExpressionProblem) -> SyntaxTree {
    var depth = 0
    for part in parts { depth = max(depth, part.depth) }
    guard depth < ExpressionParser.chainLimit else {
      throw ExpressionProblem(kind: .tooLongChain, offset: token.offset, length: token.length)
    }
    return SyntaxTree(form: form, token: token, depth: depth + 1)
  }

  mutating func expression() throws(ExpressionProblem) -> SyntaxTree {
    depth += 1
    defer { depth -= 1 }
    // One more than the levels around it: a name without brackets has depth 1.
    guard depth <= ExpressionParser.depthLimit + 1 else { throw problem(.tooDeep) }
    let condition = try disjunction()
    guard let sign = take("?") else { return condition }
    let first = try disjunction()
    try expect(":")
    let second = try expression()
    return try tree(.choice(condition, first, second), sign, condition, first, second)
  }

  private mutating func disjunction() throws(ExpressionProblem) -> SyntaxTree {
    var parts = [try conjunction()]
    var first: Token?
    while let sign = take("||") {
      try countOperator(sign)
      first = first ?? sign
      parts.append(try conjunction())
    }
    guard let first else { return parts[0] }
    return try tree(.logical(.or, parts), first, parts)
  }

  private mutating func conjunction() throws(ExpressionProblem) -> SyntaxTree {
    var parts = [try relation()]
    var first: Token?
    while let sign = take("&&") {
      try countOperator(sign)
      first = first ?? sign
      parts.append(try relation())
    }
    guard let first else { return parts[0] }
    return try tree(.logical(.and, parts), first, parts)
  }

  private mutating func countOperator(_ sign: Token) throws(ExpressionProblem) {
    operators += 1
    guard operators <= ExpressionParser.operatorLimit else {
      throw ExpressionProblem(kind: .tooLong, offset: sign.offset, length: sign.length)
    }
  }

  private mutating func relation() throws(ExpressionProblem) -> SyntaxTree {
    var left = try sum()
    while true {
      let sign = token
      switch sign.kind {
      case .sign(let text):
        guard let comparison = Comparison(rawValue: text) else { return left }
        place += 1
        let right = try sum()
        left = try tree(.compare(comparison, left, right), sign, left, right)
      case .name("in"):
        place += 1
        let right = try sum()
        left = try tree(.contained(left, right), sign, left, right)
      default: return left
      }
    }
  }

  private mutating func sum() throws(ExpressionProblem) -> SyntaxTree {
    var left = try product()
    while let sign = take("+") ?? take("-"), case .sign(let text) = sign.kind,
      let operation = Arithmetic(rawValue: text)
    {
      let right = try product()
      left = try tree(.arithmetic(operation, left, right), sign, left, right)
    }
    return left
  }

  private mutating func product() throws(ExpressionProblem) -> SyntaxTree {
    var left = try unary()
    while let sign = take("*") ?? take("/") ?? take("%"), case .sign(let text) = sign.kind,
      let operation = Arithmetic(rawValue: text)
    {
      let right = try unary()
      left = try tree(.arithmetic(operation, left, right), sign, left, right)
    }
    return left
  }

  private mutating func unary() throws(ExpressionProblem) -> SyntaxTree {
    guard let sign = take("!") ?? take("-") else { return try postfix() }
    depth += 1
    defer { depth -= 1 }
    guard depth <= ExpressionParser.depthLimit + 1 else { throw problem(.tooDeep) }
    if sign.kind == .sign("-"), let number = try negativeNumber() { return try postfix(of: number) }
    let inner = try unary()
    return try tree(sign.kind == .sign("!") ? .not(inner) : .negative(inner), sign, inner)
  }

  /// The number that stands here, with a sign before it.
  private mutating func negativeNumber() throws(ExpressionProblem) -> SyntaxTree? {
    let number = token
    switch number.kind {
    case .integer(let value, false):
      guard value <= UInt64(Int64.max) + 1 else { throw problem(.badNumber("-\(value)")) }
      place += 1
      return try tree(.literal(.integer(Int64(truncatingIfNeeded: 0 &- value))), number)
    case .double(let value):
      place += 1
      return try tree(.literal(.double(-value)), number)
    default: return nil
    }
  }
}
