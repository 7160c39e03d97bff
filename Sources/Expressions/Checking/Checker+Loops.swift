extension Checker {
  mutating func loop(
    _ macro: Macro, _ name: String, _ target: SyntaxTree, _ arguments: [SyntaxTree]
  ) throws(ExpressionProblem) -> Typed {
    let range = try check(target)
    let (first, second) = try elements(of: range.type, macro, name, target)
    guard level < ExpressionLimits.loops else {
      throw ExpressionProblem(.tooManyLoops, target.token)
    }
    level += 1
    defer { level -= 1 }
    let depth = variables.count
    let firstPlace = try bindName(arguments[0], first, name)
    var secondPlace = -1
    if macro.variables == 2 { secondPlace = try bindName(arguments[1], second, name) }
    defer { variables.removeLast(variables.count - depth) }
    var parts = [range.node]
    if macro.hasCondition {
      parts.append(try condition(arguments[macro.variables], "the condition of '\(name)'"))
    }
    let bodyTree = arguments[arguments.count - 1]
    let body: Typed
    switch macro.kind {
    case .all, .exists, .existsOne, .filter:
      body = Typed(node: try condition(bodyTree, "'\(name)'"), type: .boolean)
    case .map, .transformMap: body = try check(bodyTree)
    }
    parts.append(body.node)
    draft.loops.append(
      Loop(
        kind: macro.kind, first: Int32(firstPlace), second: Int32(secondPlace),
        hasCondition: macro.hasCondition))
    let node = draft.add(.loop, parts, extra: draft.loops.count - 1)
    return Typed(node: node, type: result(macro, first, body.type))
  }

  private func result(_ macro: Macro, _ first: ValueType, _ body: ValueType) -> ValueType {
    switch macro.kind {
    case .all, .exists, .existsOne: .boolean
    case .filter: .list(first)
    case .map: .list(body)
    case .transformMap: .map(first, body)
    }
  }

  /// The types of the names that a loop makes.
  private func elements(
    of range: ValueType, _ macro: Macro, _ name: String, _ target: SyntaxTree
  ) throws(ExpressionProblem) -> (ValueType, ValueType) {
    switch range {
    case .list(let element): return macro.variables == 2 ? (.integer, element) : (element, .any)
    case .map(let key, let value): return (key, value)
    case .any, .none: return (.any, .any)
    default:
      guard !isStrict else {
        throw ExpressionProblem(.macroRange(macro: name, type: range.shown), target.token)
      }
      return (.any, .any)
    }
  }

  private mutating func bindName(
    _ tree: SyntaxTree, _ type: ValueType, _ macro: String
  ) throws(ExpressionProblem) -> Int {
    guard case .name(let name, false) = tree.form else {
      throw ExpressionProblem(.macroNeedsName(macro), tree.token)
    }
    let place = draft.variableLevels.count
    draft.variableLevels.append(level)
    variables.append(Variable(name: name, place: place, type: type == .none ? .any : type))
    return place
  }

  mutating func bind(_ arguments: [SyntaxTree]) throws(ExpressionProblem) -> Typed {
    let value = try part(arguments[1])
    let place = try bindName(arguments[0], value.type, "cel.bind")
    let body = try part(arguments[2])
    variables.removeLast()
    return Typed(
      node: draft.add(.bind, [value.node, body.node], extra: place), type: body.type)
  }
}

extension Macro {
  /// Whether some number of arguments makes a macro of a name.
  static func isName(_ name: String) -> Bool { (2...4).contains { Macro(name, $0) != nil } }
}
