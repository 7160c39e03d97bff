import EventModel

/// What a loop has come to so far.
struct LoopResult {
  private let kind: Loop.Kind
  private(set) var isDecided = false
  private var hits = 0
  private var failed = Value.null
  private var items: UnsafeMutablePointer<Value>?
  private var count = 0

  init(_ kind: Loop.Kind) { self.kind = kind }

  var makesList: Bool { kind == .filter || kind == .map || kind == .transformMap }

  /// Makes room for what the loop collects; false when it would be too much.
  mutating func begin(_ count: Int, _ run: inout Evaluation) -> Bool {
    items = run.list(kind == .transformMap ? 2 * count : count)
    return items != nil
  }

  /// Counts what is true; `exists` and `all` are decided by one element, whatever else fails.
  mutating func add(_ truth: Truth, _ lanes: Selection) {
    note(truth)
    hits += truth.isTrue.count
    switch kind {
    case .exists: isDecided = hits > 0
    case .all:
      if !(lanes - truth.isTrue - truth.isMissing - truth.isError).isEmpty {
        isDecided = true
        hits = -1
      }
    default: isDecided = failed.kind == .error
    }
  }

  /// Keeps the elements for which a condition is true.
  mutating func add(_ elements: Column, kept: Truth, _ lanes: Selection) {
    note(kept)
    kept.isTrue.forEach { append(elements[$0]) }
    isDecided = failed.kind == .error
  }

  /// Keeps new values, under keys when there are any.
  mutating func add(_ values: Column, keys: Column?, kept: Truth, _ lanes: Selection) {
    note(kept)
    kept.isTrue.forEach { lane in
      let value = values[lane]
      failed = Evaluation.worse(failed, value, true)
      if let keys { append(keys[lane]) }
      append(value)
    }
    isDecided = failed.kind == .error
  }

  private mutating func append(_ value: Value) {
    items?[count] = value
    count += 1
  }

  private mutating func note(_ truth: Truth) {
    if let errors = truth.errors {
      truth.isError.forEach { failed = Evaluation.worse(failed, errors[$0], true) }
    }
    if !truth.isMissing.isEmpty { failed = Evaluation.worse(failed, .missing, true) }
  }

  var value: Value {
    switch kind {
    case .exists: return hits > 0 ? .boolean(true) : failed.isFailed ? failed : .boolean(false)
    case .all: return hits < 0 ? .boolean(false) : failed.isFailed ? failed : .boolean(true)
    default: break
    }
    if failed.isFailed { return failed }
    if kind == .existsOne { return .boolean(hits == 1) }
    guard let items else { return kind == .transformMap ? .emptyMap : .emptyList }
    return kind == .transformMap ? .map(items, count / 2) : .list(items, count)
  }
}
