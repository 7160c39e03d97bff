/// Reads the first, small form of the expression language: field names, literals, comparisons,
/// `&&`, `||`, `!` and brackets.
struct ExpressionParser {
  /// Brackets, `!` inside each other: enough for people, little for the stack.
  static let depthLimit = 64
  /// `&&` and `||` in an expression: a chain of them is as deep a tree as it is long.
  static let operatorLimit = 1000

  private var tokens: [Token] = []
  private var place = 0
  private var depth = 0
  private var operators = 0

  static func parse(_ text: String) throws(ExpressionProblem) -> SyntaxTree {
    var lexer = Lexer(text)
    var parser = ExpressionParser()
    parser.tokens = try lexer.tokens()
    let tree = try parser.disjunction()
    guard parser.token.kind == .end else { throw parser.leftOver() }
    return tree
  }

  private var token: Token { tokens[place] }

  private mutating func take(_ sign: String) -> Token? {
    guard token.kind == .sign(sign) else { return nil }
    place += 1
    return tokens[place - 1]
  }

  private mutating func disjunction() throws(ExpressionProblem) -> SyntaxTree {
    var left = try conjunction()
    while let sign = take("||") {
      try countOperator(sign)
      left = .logical(.or, left, try conjunction(), sign)
    }
    return left
  }

  private mutating func conjunction() throws(ExpressionProblem) -> SyntaxTree {
    var left = try comparison()
    while let sign = take("&&") {
      try countOperator(sign)
      left = .logical(.and, left, try comparison(), sign)
    }
    return left
  }

  private mutating func countOperator(_ sign: Token) throws(ExpressionProblem) {
    operators += 1
    guard operators <= ExpressionParser.operatorLimit else {
      throw ExpressionProblem(kind: .tooLong, offset: sign.offset, length: sign.length)
    }
  }

  private mutating func comparison() throws(ExpressionProblem) -> SyntaxTree {
    let left = try unary()
    guard case .sign(let sign) = token.kind, let comparison = Comparison(rawValue: sign) else {
      return left
    }
    let operation = token
    place += 1
    let right = try unary()
    return .compare(comparison, left, right, operation)
  }

  private mutating func unary() throws(ExpressionProblem) -> SyntaxTree {
    depth += 1
    defer { depth -= 1 }
    // One more than the levels around it: a name without brackets has depth 1.
    guard depth <= ExpressionParser.depthLimit + 1 else { throw problem(.tooDeep) }
    if let sign = take("!") { return .not(try unary(), sign) }
    if let sign = take("-") { return try negative(sign) }
    return try primary()
  }

  private mutating func negative(_ sign: Token) throws(ExpressionProblem) -> SyntaxTree {
    let number = token
    place += 1
    switch number.kind {
    case .integer(let value): return .literal(.integer(-value), number)
    case .double(let value): return .literal(.double(-value), number)
    default:
      place -= 1
      throw ExpressionProblem(kind: .notYet("arithmetic"), offset: sign.offset, length: 1)
    }
  }

  private mutating func primary() throws(ExpressionProblem) -> SyntaxTree {
    let first = token
    if take("(") != nil {
      let inner = try disjunction()
      guard take(")") != nil else {
        throw problem(.unexpected(found: token.shown, wanted: "')'"))
      }
      return inner
    }
    place += 1
    switch first.kind {
    case .text(let text): return .literal(.text(text), first)
    case .integer(let value): return .literal(.integer(value), first)
    case .double(let value): return .literal(.double(value), first)
    case .name("true"): return .literal(.boolean(true), first)
    case .name("false"): return .literal(.boolean(false), first)
    case .name("null"): return .literal(.null, first)
    case .name(let name): return .field(name, first)
    case .sign, .end:
      place -= 1
      if first.kind == .sign("[") || first.kind == .sign("{") { throw leftOver() }
      throw problem(.unexpected(found: first.shown, wanted: "a field or a value"))
    }
  }

  private func problem(_ kind: ExpressionProblem.Kind) -> ExpressionProblem {
    ExpressionProblem(kind: kind, offset: token.offset, length: max(token.length, 1))
  }

  /// What stands where the expression should be over: often a part of CEL that is not here yet.
  private func leftOver() -> ExpressionProblem {
    switch token.kind {
    case .sign("?"): problem(.notYet("'… ? … : …'"))
    case .sign("("): problem(.notYet("functions"))
    case .sign("["), .sign("{"): problem(.notYet("lists and maps"))
    case .sign("."): problem(.notYet("members of JSON values"))
    case .name("in"): problem(.notYet("'in'"))
    case .sign("+"), .sign("-"), .sign("*"), .sign("/"), .sign("%"): problem(.notYet("arithmetic"))
    default: problem(.unexpected(found: token.shown, wanted: "an operator"))
    }
  }
}
