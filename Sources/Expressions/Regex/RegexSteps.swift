/// A pattern as steps of an automaton over bytes.
struct RegexSteps {
  enum Step: BitwiseCopyable, Sendable {
    /// A byte from `low` to `high`, then step `next`.
    case byte(low: UInt8, high: UInt8, next: Int32)
    /// Two ways on, without a byte.
    case fork(Int32, Int32)
    case assertion(RegexTree.Assertion, next: Int32)
    case match
  }

  private(set) var steps: [Step] = [.match]
  private(set) var start: Int32 = 0
  private(set) var hasAssertions = false
  /// Parts of the tree that were added, each time again: a repeated nothing makes no step.
  private var parts = 0

  init(_ tree: RegexTree) throws(RegexProblem) { start = try add(tree, 0) }

  private mutating func add(_ step: Step) throws(RegexProblem) -> Int32 {
    guard steps.count < RegexLimits.steps else { throw RegexSteps.tooLarge }
    steps.append(step)
    return Int32(steps.count - 1)
  }

  private static let tooLarge = RegexProblem(
    message: "the pattern is too large: more than \(RegexLimits.steps) steps", offset: 0)

  /// The first step of a tree that goes on with `next`.
  private mutating func add(_ tree: RegexTree, _ next: Int32) throws(RegexProblem) -> Int32 {
    parts += 1
    guard parts <= RegexLimits.steps * 4 else { throw RegexSteps.tooLarge }
    switch tree {
    case .empty: return next
    case .set(let set): return try add(set, next)
    case .assertion(let assertion):
      hasAssertions = true
      return try add(.assertion(assertion, next: next))
    case .sequence(let parts):
      var next = next
      for part in parts.reversed() { next = try add(part, next) }
      return next
    case .choice(let parts):
      var first = try add(parts[parts.count - 1], next)
      for part in parts.dropLast().reversed() { first = try add(.fork(try add(part, next), first)) }
      return first
    case .repeated(let inner, let least, let most):
      return try add(repeated: inner, least, most, next)
    }
  }

  private mutating func add(
    repeated inner: RegexTree, _ least: Int, _ most: Int?, _ next: Int32
  ) throws(RegexProblem) -> Int32 {
    var first = next
    if let most {
      for _ in 0..<max(most - least, 0) { first = try add(.fork(try add(inner, first), next)) }
    } else {
      let fork = try add(.fork(next, next))
      steps[Int(fork)] = .fork(try add(inner, fork), next)
      first = fork
    }
    for _ in 0..<least { first = try add(inner, first) }
    return first
  }

  /// A set as a choice of runs of bytes; runs that end alike share their ends.
  private mutating func add(_ set: ScalarSet, _ next: Int32) throws(RegexProblem) -> Int32 {
    var firsts: [Int32] = []
    var known: [TailKey: Int32] = [:]
    for range in set.ranges {
      for run in UTF8Range.split(range) {
        var to = next
        for bytes in run.reversed() {
          let key = TailKey(bytes: bytes, next: to)
          if let step = known[key] {
            to = step
          } else {
            to = try add(.byte(low: bytes.lowerBound, high: bytes.upperBound, next: to))
            known[key] = to
          }
        }
        if !firsts.contains(to) { firsts.append(to) }
      }
    }
    guard var first = firsts.last else {
      // An empty set: a byte that no text holds.
      return try add(.byte(low: 1, high: 0, next: next))
    }
    for other in firsts.dropLast().reversed() { first = try add(.fork(other, first)) }
    return first
  }

  private struct TailKey: Hashable {
    let bytes: ClosedRange<UInt8>
    let next: Int32
  }
}
