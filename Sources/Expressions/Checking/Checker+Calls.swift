import DiagnosticKit
import EventModel

extension Checker {
  mutating func call(
    _ target: SyntaxTree?, _ name: String, _ arguments: [SyntaxTree], _ token: Token
  ) throws(ExpressionProblem) -> Typed {
    if target == nil, name == "has" { return try has(arguments, token) }
    if target == nil, name == "lookup" { return try lookup(arguments, token) }
    guard let target else { return try call(name, nil, arguments, token) }
    if case .name(let space, false) = target.form, FunctionCatalog.isNamespace(space),
      !variables.contains(where: { $0.name == space })
    {
      if space == "cel", name == "bind", arguments.count == 3 { return try bind(arguments) }
      let full = "\(space).\(name)"
      if !FunctionCatalog.named(full, isMethod: false).isEmpty || space == "cel" {
        return try call(full, nil, arguments, token)
      }
    }
    if let macro = Macro(name, arguments.count) {
      return try loop(macro, name, target, arguments)
    }
    return try call(name, target, arguments, token)
  }

  /// A function, of a value when `target` is given.
  private mutating func call(
    _ name: String, _ target: SyntaxTree?, _ arguments: [SyntaxTree], _ token: Token
  ) throws(ExpressionProblem) -> Typed {
    var parts: [Typed] = []
    for tree in (target.map { [$0] } ?? []) + arguments { parts.append(try check(tree)) }
    if name == "matches", parts.count == 2 { return try matches(parts, arguments, token) }
    let named = FunctionCatalog.named(name, isMethod: target != nil)
    guard let first = named.first else { return try unknown(name, target, parts, token) }
    let fitting = named.filter { $0.takes(parts.map(\.type)) }
    guard let chosen = fitting.first ?? (isStrict ? nil : first) else {
      return try wrongTypes(name, target, parts, token)
    }
    if case .time(let function) = chosen.function, parts.count == 2 {
      return try zoned(function, parts, arguments, chosen.result, token)
    }
    if !isStrict,
      parts.isEmpty || named.allSatisfy({ $0.parameters.count != parts.count && !$0.isVariadic })
    {
      return try wrongTypes(name, target, parts, token)
    }
    var result = chosen.result
    if fitting.isEmpty || fitting.contains(where: { $0.result != result }) { result = .any }
    let call = add(chosen.function, parts, result, takesNull: chosen.takesNull)
    if case .web(.hash) = chosen.function, isStrict { try checkAlgorithm(parts, arguments) }
    let isGiven = !parts.contains { draft.constant($0.node)?.isFailed == true }
    return isGiven
      ? try checkedConstant(call, chosen.function, arguments.first?.token ?? token) : call
  }

  /// Adds a call, or its value when all that it is given is constant.
  mutating func add(
    _ function: Function, _ parts: [Typed], _ type: ValueType, takesNull: Bool = false
  ) -> Typed {
    let values = parts.compactMap { draft.constant($0.node) }
    if values.count == parts.count, let value = folded(function, values, takesNull) {
      return Typed(node: draft.add(constant: value), type: type)
    }
    return Typed(
      node: draft.add(.call(function, takesNull: takesNull), parts.map(\.node)), type: type)
  }

  private func folded(_ function: Function, _ values: [Value], _ takesNull: Bool) -> Value? {
    var failed = Value.null
    for value in values { failed = Evaluation.worse(failed, value, takesNull) }
    if failed.isFailed { return failed }
    var run = Evaluation.withoutEvent(draft.arena)
    defer { run.end() }
    return values.withUnsafeBufferPointer { values in
      values.baseAddress.map { function.call(Arguments($0, values.count), &run) }
    }
  }

  /// A time, network and so on that is written down wrongly is refused at once.
  private func checkedConstant(
    _ call: Typed, _ function: Function, _ token: Token
  ) throws(ExpressionProblem) -> Typed {
    guard isStrict, let value = draft.constant(call.node), value.kind == .error else { return call }
    switch function {
    case .conversion, .network(.ip), .network(.cidr), .web(.hash):
      throw ExpressionProblem(.badLiteral(value.bytes.string), token)
    default: return call
    }
  }

  private func checkAlgorithm(
    _ parts: [Typed], _ arguments: [SyntaxTree]
  ) throws(ExpressionProblem) {
    guard let name = draft.constant(parts[1].node), name.kind == .text,
      !WebFunction.hasAlgorithm(name.bytes)
    else { return }
    let known = WebFunction.algorithms.joined(separator: ", ")
    throw ExpressionProblem(
      .badLiteral("no algorithm '\(name.bytes.string)'; there are \(known)"), arguments[1].token)
  }

  // MARK: what is wrong

  private mutating func unknown(
    _ name: String, _ target: SyntaxTree?, _ parts: [Typed], _ token: Token
  ) throws(ExpressionProblem) -> Typed {
    let other = FunctionCatalog.named(name, isMethod: target == nil)
    if !other.isEmpty || Macro.isName(name) {
      return try wrongTypes(name, target, parts, token)
    }
    let near = EditDistance.closest(to: name, in: FunctionCatalog.names)
    return try failed(.unknownFunction(name, near: near), token, &draft)
  }

  private mutating func wrongTypes(
    _ name: String, _ target: SyntaxTree?, _ parts: [Typed], _ token: Token
  ) throws(ExpressionProblem) -> Typed {
    let types = parts.map(\.type.shown)
    let inner = types.dropFirst(target == nil ? 0 : 1).joined(separator: ", ")
    let given = (target == nil ? "" : "\(types[0]).") + "\(name)(\(inner))"
    let wanted = FunctionCatalog.all.filter { $0.name == name }.flatMap(\.forms)
    return try failed(.wrongTypes(given: given, wanted: wanted), token, &draft)
  }

  // MARK: patterns and zones

  private mutating func matches(
    _ parts: [Typed], _ arguments: [SyntaxTree], _ token: Token
  ) throws(ExpressionProblem) -> Typed {
    guard parts[0].type.fits(.text), parts[1].type.fits(.text) else {
      let given = "\(parts[0].type.shown).matches(\(parts[1].type.shown))"
      return try failed(
        .wrongTypes(given: given, wanted: ["text.matches(text): boolean"]), token, &draft)
    }
    let place = arguments[arguments.count - 1].token
    guard let pattern = draft.constant(parts[1].node), pattern.kind == .text else {
      return try failed(.patternNotLiteral, place, &draft)
    }
    do throws(RegexProblem) {
      draft.patterns.append(try Regex(pattern.bytes.string))
    } catch {
      throw problem(error, in: place)
    }
    let node = draft.add(.matches, [parts[0].node], extra: draft.patterns.count - 1)
    return Typed(node: node, type: .boolean)
  }

  /// A problem of a pattern, at its place in the text when nothing in the text is escaped.
  private func problem(_ problem: RegexProblem, in token: Token) -> ExpressionProblem {
    let kind = ExpressionProblem.Kind.badPattern(problem.message)
    guard case .text(let text) = token.kind else { return ExpressionProblem(kind, token) }
    let quotes = token.length - text.utf8.count
    // `"…"` or `r"…"`: with escapes in it the text is shorter than what stands there.
    guard quotes == 2 || quotes == 3 else { return ExpressionProblem(kind, token) }
    return ExpressionProblem(
      kind: kind, offset: token.offset + quotes - 1 + problem.offset, length: 1)
  }

  private mutating func zoned(
    _ function: TimeFunction, _ parts: [Typed], _ arguments: [SyntaxTree], _ result: ValueType,
    _ token: Token
  ) throws(ExpressionProblem) -> Typed {
    let place = arguments[arguments.count - 1].token
    guard let name = draft.constant(parts[1].node), name.kind == .text else {
      return try failed(.zoneNotLiteral, place, &draft)
    }
    guard let rules = ZoneFile.rules(name.bytes.string) else {
      return try failed(.unknownZone(name.bytes.string), place, &draft)
    }
    draft.zones.append(rules)
    let node = draft.add(.zoned(function), [parts[0].node], extra: draft.zones.count - 1)
    return Typed(node: node, type: result)
  }
}
