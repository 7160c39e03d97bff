import EventModel

/// Gives every part of an expression its type, and makes the program that runs.
struct Checker {
  /// A part that has been checked.
  struct Typed {
    let node: Int32
    let type: ValueType
  }

  /// A name that a loop or `cel.bind` makes.
  struct Variable {
    let name: String
    let place: Int
    let type: ValueType
  }

  /// Whether wrong types and names are refused now, not only when they are used.
  let isStrict: Bool
  /// What a lookup of the pipeline is; nil where there are none.
  let lookupNamed: ((String) -> NamedLookup)?
  private let fieldType: (String) -> ValueType?
  private var fields: [String] = []
  var variables: [Variable] = []
  var draft = ProgramDraft()
  var level = 0
  /// The tables that are asked, by their places among the lookups of the pipeline.
  var tables: [Int: NamedTable] = [:]
  /// Those places in the order of the expression.
  var lookups: [Int] = []

  private init(
    isStrict: Bool, _ lookupNamed: ((String) -> NamedLookup)?,
    _ fieldType: @escaping (String) -> ValueType?
  ) {
    self.isStrict = isStrict
    self.lookupNamed = lookupNamed
    self.fieldType = fieldType
  }

  static func compile(
    _ tree: SyntaxTree, isStrict: Bool, lookup: ((String) -> NamedLookup)? = nil,
    type: @escaping (String) -> ValueType?
  ) throws(ExpressionProblem) -> CompiledExpression {
    var checker = Checker(isStrict: isStrict, lookup, type)
    let root = try checker.check(tree)
    return CompiledExpression(
      fields: checker.fields, lookups: checker.lookups, valueType: root.type,
      program: Program(checker.draft, root: root.node))
  }

  // MARK: parts

  /// A part as a value: rows of tables become maps.
  mutating func check(_ tree: SyntaxTree) throws(ExpressionProblem) -> Typed {
    widened(try part(tree))
  }

  /// A part as it is, a row too.
  mutating func part(_ tree: SyntaxTree) throws(ExpressionProblem) -> Typed {
    guard draft.nodes.count < ExpressionLimits.nodes else {
      throw ExpressionProblem(.tooBig, tree.token)
    }
    switch tree.form {
    case .literal(let literal): return add(literal)
    case .name(let name, let isAbsolute): return try self.name(name, isAbsolute, tree.token)
    case .member(let owner, let name): return try member(owner, name, tree)
    case .index(let owner, let index): return try self.index(owner, index, tree.token)
    case .call(let target, let name, let arguments):
      return try call(target, name, arguments, tree.token)
    case .list(let items): return try list(items)
    case .map(let entries): return try map(entries)
    case .not(let inner):
      let condition = try condition(inner, "'!'")
      return Typed(node: draft.add(.not, [condition]), type: .boolean)
    case .negative(let inner): return try negative(inner, tree.token)
    case .logical(let logical, let parts): return try self.logical(logical, parts)
    case .compare(let comparison, let a, let b): return try compare(comparison, a, b, tree.token)
    case .arithmetic(let operation, let a, let b):
      return try arithmetic(operation, a, b, tree.token)
    case .contained(let value, let owner): return try contained(value, owner, tree.token)
    case .choice(let condition, let a, let b): return try choice(condition, a, b)
    }
  }

  /// Refuses a part, or lets it be an error when it runs.
  func failed(
    _ kind: ExpressionProblem.Kind, _ token: Token, _ draft: inout ProgramDraft
  ) throws(ExpressionProblem) -> Typed {
    let problem = ExpressionProblem(kind, token)
    guard !isStrict else { throw problem }
    let message = draft.arena.copy(problem.message)
    return Typed(node: draft.add(constant: .run(message, .error)), type: .any)
  }

  private mutating func add(_ literal: Literal) -> Typed {
    switch literal {
    case .null: Typed(node: draft.add(constant: .null), type: .null)
    case .boolean(let flag): Typed(node: draft.add(constant: .boolean(flag)), type: .boolean)
    case .text(let text):
      Typed(node: draft.add(constant: .text(draft.arena.copy(text))), type: .text)
    case .bytes(let bytes): Typed(node: draft.add(constant: constant(bytes)), type: .bytes)
    case .integer(let value): Typed(node: draft.add(constant: .integer(value)), type: .integer)
    case .unsigned(let value):
      Typed(node: draft.add(constant: .unsigned(value)), type: .unsigned)
    case .double(let value): Typed(node: draft.add(constant: .double(value)), type: .double)
    }
  }

  private func constant(_ bytes: [UInt8]) -> Value {
    let room = draft.arena.reserve(bytes.count)
    for (index, byte) in bytes.enumerated() { room[index] = byte }
    return .run(draft.arena.commit(bytes.count), .bytes)
  }

  // MARK: names

  private mutating func name(
    _ name: String, _ isAbsolute: Bool, _ token: Token
  ) throws(ExpressionProblem) -> Typed {
    if !isAbsolute, let variable = variables.last(where: { $0.name == name }) {
      return Typed(node: draft.add(.variable, extra: variable.place), type: variable.type)
    }
    if let field = field(name) { return field }
    if let type = TypeName.named(name) {
      return Typed(node: draft.add(constant: type), type: .type)
    }
    return try failed(.unknownField(name), token, &draft)
  }

  private mutating func field(_ name: String) -> Typed? {
    guard let type = fieldType(name) else { return nil }
    if !fields.contains(name) { fields.append(name) }
    let place = fields.firstIndex(of: name) ?? 0
    return Typed(node: draft.add(.field, extra: place), type: type)
  }

  /// `a.b.c` as one name, where there is a field or type of that name.
  mutating func qualifiedName(_ tree: SyntaxTree) -> Typed? {
    var parts: [String] = []
    var inner = tree
    while case .member(let owner, let name) = inner.form {
      parts.append(name)
      inner = owner
    }
    guard case .name(let first, let isAbsolute) = inner.form,
      isAbsolute || !variables.contains(where: { $0.name == first })
    else { return nil }
    let name = ([first] + parts.reversed()).joined(separator: ".")
    if let field = field(name) { return field }
    return TypeName.named(name).map { Typed(node: draft.add(constant: $0), type: .type) }
  }

  // MARK: lists, maps, choices

  private mutating func list(_ items: [SyntaxTree]) throws(ExpressionProblem) -> Typed {
    var type = ValueType.none
    var nodes: [Int32] = []
    for item in items {
      let part = try check(item)
      type = type.joined(part.type)
      nodes.append(part.node)
    }
    let values = nodes.compactMap { draft.constant($0) }
    if values.count == nodes.count, !values.contains(where: \.isFailed) {
      return Typed(node: draft.add(constant: constant(values)), type: .list(type))
    }
    return Typed(node: draft.add(.list, nodes), type: .list(type))
  }

  private func constant(_ values: [Value]) -> Value {
    guard !values.isEmpty else { return .emptyList }
    let size = values.count * MemoryLayout<Value>.stride
    let room = draft.arena.reserve(size + 16)
    let padding = (16 - Int(UInt(bitPattern: room) & 15)) & 15
    draft.arena.commit(size + 16)
    let list = UnsafeMutableRawPointer(room + padding)
      .bindMemory(to: Value.self, capacity: values.count)
    for (index, value) in values.enumerated() { list[index] = value }
    return .list(list, values.count)
  }

  private mutating func map(
    _ entries: [(key: SyntaxTree, value: SyntaxTree)]
  ) throws(ExpressionProblem) -> Typed {
    var (keyType, valueType) = (ValueType.none, ValueType.none)
    var nodes: [Int32] = []
    for entry in entries {
      let key = try check(entry.key)
      let isKey = [.boolean, .integer, .unsigned, .text, .any, .none].contains(key.type)
      if !isKey, isStrict {
        throw ExpressionProblem(
          .badArgument(
            "a key of a map is a text, a whole number or a flag, this is \(key.type.shown)"),
          entry.key.token)
      }
      let value = try check(entry.value)
      keyType = keyType.joined(key.type)
      valueType = valueType.joined(value.type)
      nodes += [key.node, value.node]
    }
    let values = nodes.compactMap { draft.constant($0) }
    if values.count == nodes.count, !values.contains(where: \.isFailed),
      case let pairs = constant(values), pairs.count > 0,
      case let map = Collections.map(pairs.elements, values.count / 2), map.kind == .map
    {
      return Typed(node: draft.add(constant: map), type: .map(keyType, valueType))
    }
    return Typed(node: draft.add(.map, nodes), type: .map(keyType, valueType))
  }

  private mutating func choice(
    _ condition: SyntaxTree, _ first: SyntaxTree, _ second: SyntaxTree
  ) throws(ExpressionProblem) -> Typed {
    let condition = try self.condition(condition, "'?'")
    var (a, b) = (try part(first), try part(second))
    if case .row = a.type.joined(b.type) {} else { (a, b) = (widened(a), widened(b)) }
    return Typed(
      node: draft.add(.choice, [condition, a.node, b.node]), type: a.type.joined(b.type))
  }

  // MARK: conditions

  mutating func condition(
    _ tree: SyntaxTree, _ role: String
  ) throws(ExpressionProblem) -> Int32 {
    let part = try check(tree)
    guard !isStrict || part.type == .boolean || part.type.isOpen else {
      throw ExpressionProblem(.notBoolean(role: role, type: part.type.shown), tree.token)
    }
    return part.node
  }

  private mutating func logical(
    _ logical: Logical, _ parts: [SyntaxTree]
  ) throws(ExpressionProblem) -> Typed {
    var nodes: [Int32] = []
    for part in parts {
      nodes.append(try condition(part, logical == .and ? "'&&'" : "'||'"))
    }
    return Typed(node: draft.add(logical == .and ? .and : .or, nodes), type: .boolean)
  }
}
