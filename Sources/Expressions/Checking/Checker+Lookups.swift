import EventModel

extension Checker {
  /// A call of `lookup("name", key)`: a row of a table, of which only columns become values.
  mutating func lookup(
    _ arguments: [SyntaxTree], _ token: Token
  ) throws(ExpressionProblem) -> Typed {
    guard arguments.count == 2, case .literal(.text(let name)) = arguments[0].form else {
      return try failed(.lookupNotLiteral, arguments.first?.token ?? token, &draft)
    }
    guard let named = lookupNamed?(name) else { return try failed(.noLookups, token, &draft) }
    let key = try check(arguments[1])
    if isStrict, !key.type.fits(.text) {
      throw ExpressionProblem(.keyNotText(key.type.shown), arguments[1].token)
    }
    switch named {
    case .table(let table):
      tables[table.place] = table
      if !lookups.contains(table.place) { lookups.append(table.place) }
      return Typed(
        node: draft.add(.lookup, [key.node], extra: table.place), type: .row(table.place))
    case .broken: return Typed(node: draft.add(constant: .null), type: .any)
    case .unknown: return try failed(.unknownLookup(name), arguments[0].token, &draft)
    case .other(let interface):
      return try failed(.noKeyTable(name, is: interface), arguments[0].token, &draft)
    }
  }

  /// The column that a chain of members names, when it begins with a row; nil for any other.
  ///
  /// Shape: names of columns may have points in them, as maps in rows make them: the longest name
  /// counts, and what is left are members of its value.
  mutating func column(_ tree: SyntaxTree) throws(ExpressionProblem) -> Typed? {
    var names: [(text: String, token: Token)] = []
    var base = tree
    while case .member(let owner, let name) = base.form {
      names.insert((name, base.token), at: 0)
      base = owner
    }
    guard !names.isEmpty, isRow(base) else { return nil }
    let row = try part(base)
    guard case .row(let place) = row.type, let table = tables[place] else {
      return try members(names[...], of: row)
    }
    var count = names.count
    func name(_ count: Int) -> String { names[..<count].map(\.text).joined(separator: ".") }
    let known = table.columnNames ?? []
    while count > 1, !known.contains(name(count)) { count -= 1 }
    let name = name(count)
    return try members(names[count...], of: try column(name, of: row, names[0].token))
  }

  private mutating func members(
    _ names: ArraySlice<(text: String, token: Token)>, of part: Typed
  ) throws(ExpressionProblem) -> Typed {
    var part = part
    for name in names { part = try member(name.text, of: part, name.token) }
    return part
  }

  /// A column of a row.
  mutating func column(
    _ name: String, of row: Typed, _ token: Token
  ) throws(ExpressionProblem) -> Typed {
    guard case .row(let place) = row.type, let table = tables[place] else { return row }
    guard let type = table.type(of: name) else {
      return try failed(
        .unknownColumn(name, lookup: table.name, known: table.columnNames ?? []), token, &draft)
    }
    draft.columns.append(
      ColumnUse(
        lookup: place, column: name, type: type, offset: token.offset,
        length: max(token.length, 1)))
    return Typed(
      node: draft.add(.column, [row.node], extra: draft.columns.count - 1), type: ValueType(type))
  }

  /// Whether a part is a row by what is written there.
  private func isRow(_ tree: SyntaxTree) -> Bool {
    switch tree.form {
    case .call(nil, "lookup", _): return true
    case .name(let name, false):
      guard let variable = variables.last(where: { $0.name == name }) else { return false }
      if case .row = variable.type { return true }
      return false
    default: return false
    }
  }

  /// A row as a map of its columns, where something else than a column of it is wanted.
  mutating func widened(_ typed: Typed) -> Typed {
    guard case .row = typed.type else { return typed }
    return Typed(node: draft.add(.rowMap, [typed.node]), type: .map(.text, .any))
  }
}
