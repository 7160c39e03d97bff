import EventModel

extension Checker {
  mutating func member(
    _ owner: SyntaxTree, _ name: String, _ tree: SyntaxTree
  ) throws(ExpressionProblem) -> Typed {
    if let qualified = qualifiedName(tree) { return qualified }
    if let column = try column(tree) { return column }
    return try member(name, of: try part(owner), tree.token)
  }

  mutating func member(
    _ name: String, of part: Typed, _ token: Token
  ) throws(ExpressionProblem) -> Typed {
    switch part.type {
    case .row: return try column(name, of: part, token)
    case .any, .none, .null: return add(member: name, of: part, .any)
    case .map(let key, let value) where key.equates(.text):
      return add(member: name, of: part, value)
    case .url: return try urlPart(name, of: part, token)
    case .map(let key, _):
      let type = "a map with keys of type \(key.shown)"
      return try failed(.noMembers(type: type), token, &draft)
    default: return try failed(.noMembers(type: part.type.shown), token, &draft)
    }
  }

  private mutating func add(member name: String, of part: Typed, _ type: ValueType) -> Typed {
    draft.constants.append(.text(draft.arena.copy(name)))
    return Typed(
      node: draft.add(.member, [part.node], extra: draft.constants.count - 1), type: type)
  }

  private mutating func urlPart(
    _ name: String, of part: Typed, _ token: Token
  ) throws(ExpressionProblem) -> Typed {
    let parts: [(String, WebFunction)] = [
      ("scheme", .urlScheme), ("host", .urlHost), ("port", .urlPort), ("path", .urlPath),
      ("query", .urlQuery), ("fragment", .urlFragment),
    ]
    guard let function = parts.first(where: { $0.0 == name })?.1 else {
      return try failed(
        .unknownMember(name, of: "a URL", known: parts.map(\.0)), token, &draft)
    }
    // The part is taken from the text itself: the URL is read once.
    var node = part.node
    let owner = draft.nodes[Int(node)]
    if case .call(.web(.url), _) = owner.operation { node = draft.parts[Int(owner.first)] }
    return add(
      .web(function), [Typed(node: node, type: .text)], function == .urlPort ? .integer : .text)
  }

  mutating func index(
    _ owner: SyntaxTree, _ index: SyntaxTree, _ token: Token
  ) throws(ExpressionProblem) -> Typed {
    var a = try part(owner)
    if case .row = a.type, case .literal(.text(let name)) = index.form {
      return try column(name, of: a, index.token)
    }
    a = widened(a)
    let b = try check(index)
    let type: ValueType?
    switch a.type {
    case .any, .none: type = .any
    case .list(let element): type = b.type.fits(.integer) || b.type.fits(.unsigned) ? element : nil
    case .map(let key, let value): type = b.type.equates(key) ? value : nil
    default: type = nil
    }
    if isStrict, type == nil {
      let given = "\(a.type.shown)[\(b.type.shown)]"
      throw ExpressionProblem(.wrongTypes(given: given, wanted: []), token)
    }
    return add(.collection(.index), [a, b], type == ValueType.none ? .any : type ?? .any)
  }

  mutating func has(_ arguments: [SyntaxTree], _ token: Token) throws(ExpressionProblem) -> Typed {
    guard arguments.count == 1, case .member(let owner, let name) = arguments[0].form else {
      throw ExpressionProblem(.hasNeedsMember, arguments.first?.token ?? token)
    }
    if let column = try column(arguments[0]), draft.isColumn(column.node) {
      return Typed(node: draft.add(.isNull(isNegated: true), [column.node]), type: .boolean)
    }
    let part = try part(owner)
    switch part.type {
    case .row:
      let column = try column(name, of: part, arguments[0].token)
      return Typed(node: draft.add(.isNull(isNegated: true), [column.node]), type: .boolean)
    case .any, .none, .map, .null: break
    default:
      if isStrict { throw ExpressionProblem(.noMembers(type: part.type.shown), arguments[0].token) }
    }
    draft.constants.append(.text(draft.arena.copy(name)))
    return Typed(
      node: draft.add(.hasMember, [part.node], extra: draft.constants.count - 1), type: .boolean)
  }
}
