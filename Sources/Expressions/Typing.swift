import EventModel

/// Gives every part of an expression its type.
struct Typing {
  let type: (String) -> FieldType?
  private var fields: [String] = []

  init(type: @escaping (String) -> FieldType?) { self.type = type }

  mutating func compile(_ tree: SyntaxTree) throws(ExpressionProblem) -> CompiledExpression {
    let (root, type) = try operation(tree)
    return CompiledExpression(fields: fields, type: type, root: root)
  }

  private mutating func operation(
    _ tree: SyntaxTree
  ) throws(ExpressionProblem) -> (Operation, FieldType?) {
    switch tree {
    case .literal, .field:
      let (operand, type) = try operand(tree)
      return (.value(operand), type)
    case .not(let inner, let token):
      return (.not(try condition(inner, "'!'", token)), .boolean)
    case .logical(let logical, let left, let right, let token):
      let a = try condition(left, "'\(logical == .and ? "&&" : "||")'", token)
      let b = try condition(right, "'\(logical == .and ? "&&" : "||")'", token)
      return (logical == .and ? .and(a, b) : .or(a, b), .boolean)
    case .compare(let comparison, let left, let right, let token):
      return (try compare(comparison, left, right, token), .boolean)
    }
  }

  private mutating func condition(
    _ tree: SyntaxTree, _ role: String, _ token: Token
  ) throws(ExpressionProblem) -> Operation {
    let (operation, type) = try operation(tree)
    guard type == .boolean || type == nil else {
      throw ExpressionProblem(
        kind: .notBoolean(role: role, type: type?.rawValue ?? "null"),
        offset: tree.token.offset, length: tree.token.length)
    }
    return operation
  }

  private mutating func operand(
    _ tree: SyntaxTree
  ) throws(ExpressionProblem) -> (Operand, FieldType?) {
    switch tree {
    case .literal(let literal, _): return (.literal(literal.slot), literal.type)
    case .field(let name, let token):
      guard let fieldType = type(name) else {
        throw ExpressionProblem(
          kind: .unknownField(name), offset: token.offset, length: token.length)
      }
      if !fields.contains(name) { fields.append(name) }
      return (.field(fields.firstIndex(of: name) ?? 0), fieldType)
    case .not(_, let token), .logical(_, _, _, let token), .compare(_, _, _, let token):
      throw ExpressionProblem(
        kind: .notYet("the comparison of a comparison"), offset: token.offset,
        length: token.length)
    }
  }

  private mutating func compare(
    _ comparison: Comparison, _ left: SyntaxTree, _ right: SyntaxTree, _ token: Token
  ) throws(ExpressionProblem) -> Operation {
    let (a, aType) = try operand(left)
    let (b, bType) = try operand(right)
    let kind = Typing.kind(aType, bType, isOrder: comparison.isOrder)
    guard let kind else {
      throw ExpressionProblem(
        kind: .cannotCompare(
          left: Typing.name(aType), sign: comparison.rawValue, right: Typing.name(bType)),
        offset: token.offset, length: token.length)
    }
    return .compare(comparison, a, b, kind)
  }

  private static func name(_ type: FieldType?) -> String { type?.rawValue ?? "null" }

  private static func kind(_ a: FieldType?, _ b: FieldType?, isOrder: Bool) -> CompareKind? {
    guard let a, let b else { return isOrder ? nil : .null }
    let numbers: Set<FieldType> = [.float, .double, .decimal, .integer]
    switch (a, b) {
    case (.text, .text): return .bytes
    case (.json, .json): return isOrder ? nil : .bytes
    case (.integer, .integer), (.timestamp, .timestamp): return .integer
    case (.boolean, .boolean): return isOrder ? nil : .integer
    default: return numbers.contains(a) && numbers.contains(b) ? .number : nil
    }
  }
}

extension Literal {
  var slot: Slot {
    switch self {
    case .null: .empty
    case .boolean(let flag): .boolean(flag)
    // Texts of events are never empty: the empty text is what an empty field holds.
    case .text(let text): text.isEmpty ? .empty : .text(Bytes.constant(text))
    case .integer(let value): .integer(value)
    case .double(let value): .double(value)
    }
  }

  var type: FieldType? {
    switch self {
    case .null: nil
    case .boolean: .boolean
    case .text: .text
    case .integer: .integer
    case .double: .double
    }
  }
}
