/// The names in an expression that no loop of it makes.
struct FreeNames {
  private(set) var found: [String] = []
  private var bound: [String] = []

  mutating func collect(_ tree: SyntaxTree) {
    switch tree.form {
    case .literal: break
    case .name(let name, let isAbsolute):
      if !found.contains(name), isAbsolute || !bound.contains(name) { found.append(name) }
    case .member(let owner, _): collect(owner)
    case .call(let target, let name, let arguments): collect(target, name, arguments)
    case .not(let inner), .negative(let inner): collect(inner)
    case .index(let a, let b), .compare(_, let a, let b), .arithmetic(_, let a, let b),
      .contained(let a, let b):
      collect(a)
      collect(b)
    case .list(let items), .logical(_, let items): items.forEach { collect($0) }
    case .map(let entries):
      for entry in entries {
        collect(entry.key)
        collect(entry.value)
      }
    case .choice(let condition, let a, let b):
      collect(condition)
      collect(a)
      collect(b)
    }
  }

  private mutating func collect(
    _ target: SyntaxTree?, _ name: String, _ arguments: [SyntaxTree]
  ) {
    var arguments = arguments[...]
    let depth = bound.count
    if let target {
      if case .name(let space, _) = target.form, FunctionCatalog.isNamespace(space) {
        guard space == "cel", name == "bind", arguments.count == 3 else {
          return arguments.forEach { collect($0) }
        }
        collect(arguments[1])
        bind(arguments[0])
        arguments = arguments[2...]
      } else {
        collect(target)
        let macro = Macro(name, arguments.count)
        for _ in 0..<(macro?.variables ?? 0) { if let first = arguments.popFirst() { bind(first) } }
      }
    }
    arguments.forEach { collect($0) }
    bound.removeLast(bound.count - depth)
  }

  private mutating func bind(_ tree: SyntaxTree) {
    if case .name(let name, _) = tree.form { bound.append(name) } else { bound.append("") }
  }
}
