import EventModel

extension Checker {
  mutating func compare(
    _ comparison: Comparison, _ left: SyntaxTree, _ right: SyntaxTree, _ token: Token
  ) throws(ExpressionProblem) -> Typed {
    var (a, b) = (try part(left), try part(right))
    if comparison.isOrder || a.type != .null && b.type != .null {
      (a, b) = (widened(a), widened(b))
    }
    let isGood = comparison.isOrder ? a.type.orders(b.type) : a.type.equates(b.type)
    if isStrict, !isGood, !isNullTest(comparison, a.type, b.type) {
      throw ExpressionProblem(
        .cannotCompare(left: a.type.shown, sign: comparison.rawValue, right: b.type.shown), token)
    }
    if comparison.isOrder {
      return Typed(node: draft.add(.order(comparison), [a.node, b.node]), type: .boolean)
    }
    let isNegated = comparison == .notEqual
    if let node = textTest(a, b, isNegated) ?? textTest(b, a, isNegated) {
      return Typed(node: node, type: .boolean)
    }
    for (null, other) in [(a, b), (b, a)] where null.type == .null {
      return Typed(node: draft.add(.isNull(isNegated: isNegated), [other.node]), type: .boolean)
    }
    let isText = a.type == .text && b.type == .text
    return Typed(
      node: draft.add(.equal(isNegated: isNegated, isText: isText), [a.node, b.node]),
      type: .boolean)
  }

  private func isNullTest(_ comparison: Comparison, _ a: ValueType, _ b: ValueType) -> Bool {
    !comparison.isOrder && (a == .null || b == .null)
  }

  /// A text field against a constant text: compared in place.
  private mutating func textTest(_ field: Typed, _ text: Typed, _ isNegated: Bool) -> Int32? {
    guard field.type == .text, draft.isField(field.node), let value = draft.constant(text.node),
      value.kind == .text
    else { return nil }
    draft.textSets.append(TextSet([value.bytes]))
    return draft.add(
      .textIn(isNegated: isNegated), [field.node], extra: draft.textSets.count - 1)
  }

  mutating func contained(
    _ value: SyntaxTree, _ owner: SyntaxTree, _ token: Token
  ) throws(ExpressionProblem) -> Typed {
    let (a, b) = (try check(value), try check(owner))
    let isGood: Bool
    switch b.type {
    case .list(let element): isGood = a.type.equates(element)
    case .map(let key, _): isGood = a.type.equates(key)
    default: isGood = b.type == .any || b.type == .none
    }
    if isStrict, !isGood {
      throw ExpressionProblem(
        .cannotCompare(left: a.type.shown, sign: "in", right: b.type.shown), token)
    }
    if a.type == .text, draft.isField(a.node), let texts = texts(b.node) {
      draft.textSets.append(TextSet(texts))
      let node = draft.add(
        .textIn(isNegated: false), [a.node], extra: draft.textSets.count - 1)
      return Typed(node: node, type: .boolean)
    }
    return Typed(
      node: draft.add(
        .call(.collection(.contains), takesNull: true), [a.node, b.node]),
      type: .boolean)
  }

  /// The texts of a constant list that holds nothing else.
  private func texts(_ node: Int32) -> [Bytes]? {
    guard let list = draft.constant(node), list.kind == .list else { return nil }
    var texts: [Bytes] = []
    for i in 0..<Int(list.count) {
      guard list.elements[i].kind == .text else { return nil }
      texts.append(list.elements[i].bytes)
    }
    return texts
  }

  mutating func arithmetic(
    _ operation: Arithmetic, _ left: SyntaxTree, _ right: SyntaxTree, _ token: Token
  ) throws(ExpressionProblem) -> Typed {
    let (a, b) = (try check(left), try check(right))
    let type = Checker.type(operation, a.type, b.type)
    if isStrict, type == nil {
      let given = "\(a.type.shown) \(operation.rawValue) \(b.type.shown)"
      throw ExpressionProblem(.wrongTypes(given: given, wanted: []), token)
    }
    return add(.arithmetic(operation.function), [a, b], type ?? .any)
  }

  /// The type of what an operator makes; nil when there is no such operator.
  private static func type(
    _ operation: Arithmetic, _ a: ValueType, _ b: ValueType
  ) -> ValueType? {
    if a == .null || b == .null { return nil }
    let isSum = operation == .add
    switch (a, b) {
    case (.any, _), (_, .any), (.none, _), (_, .none): return .any
    case (.integer, .integer), (.unsigned, .unsigned): return a
    case (.double, .double), (.decimal, .double), (.double, .decimal), (.decimal, .decimal):
      return operation == .modulo ? nil : .double
    case (.text, .text), (.bytes, .bytes): return isSum ? a : nil
    case (.list, .list): return isSum ? a.joined(b) : nil
    case (.timestamp, .duration), (.duration, .duration):
      return isSum || operation == .subtract ? a : nil
    case (.duration, .timestamp): return isSum ? .timestamp : nil
    case (.timestamp, .timestamp): return operation == .subtract ? .duration : nil
    default: return nil
    }
  }

  mutating func negative(
    _ inner: SyntaxTree, _ token: Token
  ) throws(ExpressionProblem) -> Typed {
    let part = try check(inner)
    let isGood = [.integer, .double, .decimal, .duration, .any, .none].contains(part.type)
    if isStrict, !isGood {
      throw ExpressionProblem(.wrongTypes(given: "-\(part.type.shown)", wanted: []), token)
    }
    return add(.arithmetic(.negate), [part], part.type == .decimal ? .double : part.type)
  }
}

extension Arithmetic {
  var function: ArithmeticFunction {
    switch self {
    case .add: .add
    case .subtract: .subtract
    case .multiply: .multiply
    case .divide: .divide
    case .modulo: .modulo
    }
  }
}
