import EventModel

/// What is asked of lists and maps.
enum CollectionFunction: BitwiseCopyable {
  case size, contains, index

  func call(_ arguments: Arguments, _ run: inout Evaluation) -> Value {
    switch self {
    case .size: Collections.size(arguments[0], &run)
    case .contains: Collections.contains(arguments[1], arguments[0], &run)
    case .index: Collections.element(arguments[0], arguments[1], &run)
    }
  }
}

enum Collections {
  static func size(_ value: Value, _ run: inout Evaluation) -> Value {
    switch value.kind {
    case .text: return .integer(Texts.count(value.bytes))
    case .bytes, .list, .map: return .integer(Int64(value.count))
    case .json:
      let list = run.shallow(value)
      return list.isFailed ? list : .integer(Int64(list.count))
    default: return Function.noOverload
    }
  }

  /// Whether an element of a list, or a key of a map, equals a value.
  static func contains(_ owner: Value, _ value: Value, _ run: inout Evaluation) -> Value {
    let owner = run.shallow(owner)
    switch owner.kind {
    case .list:
      for i in 0..<Int(owner.count) where run.equal(owner.elements[i], value) {
        return .boolean(true)
      }
      return .boolean(false)
    case .map: return .boolean(owner.member(value) != nil)
    case .null: return .missing
    case .error: return owner
    default: return Function.noOverload
    }
  }

  static func element(_ owner: Value, _ index: Value, _ run: inout Evaluation) -> Value {
    if owner.kind == .json, index.kind == .text { return Members.member(owner, index, &run) }
    let owner = run.shallow(owner)
    switch owner.kind {
    case .list:
      guard index.isNumber, index.kind != .decimal else { return Function.noOverload }
      let place = index.kind == .integer ? Double(index.integer) : index.number
      guard place >= 0, place < Double(owner.count), place == place.rounded(.down) else {
        return run.error("the list has no element \(Texts.shown(index))")
      }
      return run.scalar(owner.elements[Int(place)])
    case .map:
      guard let value = owner.member(index) else {
        return run.error("the map has no key \(Texts.shown(index))")
      }
      return run.scalar(value)
    case .error: return owner
    default: return Function.noOverload
    }
  }

  static func joined(_ a: Value, _ b: Value, _ run: inout Evaluation) -> Value {
    let (a, b) = (run.shallow(a), run.shallow(b))
    guard a.kind == .list, b.kind == .list else {
      return a.kind == .error ? a : b.kind == .error ? b : Function.noOverload
    }
    let count = Int(a.count) + Int(b.count)
    guard let items = run.list(count) else { return Evaluation.tooLarge }
    for i in 0..<Int(a.count) { items[i] = a.elements[i] }
    for i in 0..<Int(b.count) { items[Int(a.count) + i] = b.elements[i] }
    return .list(items, count)
  }

  /// A map of pairs whose keys must differ and be of the types that keys have.
  static func map(_ pairs: UnsafePointer<Value>, _ count: Int) -> Value {
    for i in 0..<count {
      switch pairs[2 * i].kind {
      case .boolean, .integer, .unsigned, .text: break
      case .null: return .missing
      default: return .error("a key of a map is a text, a whole number or a flag")
      }
      for j in 0..<i where pairs[2 * i].equals(pairs[2 * j]) {
        return .error("a key stands twice in a map")
      }
    }
    return .map(pairs, count)
  }
}
