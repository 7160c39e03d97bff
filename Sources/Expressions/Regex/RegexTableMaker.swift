/// Finds the states of a table, from the first on.
struct RegexTableMaker {
  private struct State: Hashable {
    let steps: [Int32]
    /// A byte of the kind that stands before; nil at the start of the text.
    let behind: UInt8?
  }

  private let steps: RegexSteps
  private let split: ByteClasses
  private let isAnchored: Bool
  private var numbers: [State: UInt16] = [:]
  /// The first two, dead and matched, have no steps.
  private var states = Array(repeating: State(steps: [], behind: nil), count: 2)
  private(set) var next: [UInt16]

  init(_ steps: RegexSteps, _ split: ByteClasses) {
    self.steps = steps
    self.split = split
    isAnchored = RegexTableMaker.isAnchored(steps)
    let width = split.examples.count + 1
    next = Array(repeating: RegexTable.dead, count: width)
    next += Array(repeating: RegexTable.matched, count: width)
  }

  /// Makes the table; false when it gets too large.
  mutating func make() -> Bool {
    _ = number(State(steps: [steps.start], behind: nil))
    let list = steps.steps
    return list.withUnsafeBufferPointer { list in
      var walk = RegexWalk(list)
      var work = 0
      var place = 2
      while place < states.count {
        guard states.count <= RegexLimits.states,
          states.count * split.examples.count <= RegexLimits.entries, work <= RegexLimits.work
        else { return false }
        work += addRow(of: states[place], &walk)
        place += 1
      }
      return true
    }
  }

  /// Adds where a state goes with each class and at the end; gives how many steps it looked at.
  private mutating func addRow(of state: State, _ walk: inout RegexWalk) -> Int {
    var work = 0
    var reached: [Int32] = []
    for (index, byte) in (split.examples.map(Optional.some) + [nil]).enumerated() {
      // Without assertions it makes no difference what follows.
      if steps.hasAssertions || index == 0 {
        walk.follow(state.steps, RegexContext(behind: state.behind, before: byte))
        work += walk.looked
      }
      guard !walk.isMatched, let byte else {
        next.append(walk.isMatched ? RegexTable.matched : RegexTable.dead)
        continue
      }
      walk.next(byte, into: &reached)
      // Sorting what is reached takes the most of it.
      work += walk.waiting.count + 8 * reached.count
      if !isAnchored { reached.append(steps.start) }
      next.append(
        reached.isEmpty
          ? RegexTable.dead
          : number(State(steps: sorted(&reached), behind: kind(byte))))
    }
    return work
  }

  /// The steps in order, each once.
  private func sorted(_ steps: inout [Int32]) -> [Int32] {
    steps.sort()
    var kept = 0
    for step in steps where kept == 0 || steps[kept - 1] != step {
      steps[kept] = step
      kept += 1
    }
    return Array(steps[..<kept])
  }

  private mutating func number(_ state: State) -> UInt16 {
    if let known = numbers[state] { return known }
    let number = UInt16(truncatingIfNeeded: states.count)
    numbers[state] = number
    states.append(state)
    return number
  }

  /// A byte that stands for all of its kind before a place.
  private func kind(_ byte: UInt8) -> UInt8 {
    guard steps.hasAssertions, byte != 10 else { return steps.hasAssertions ? 10 : 0 }
    return RegexContext.isWord(byte) ? UInt8(ascii: "a") : 0
  }

  /// Whether every way into the pattern begins with the start of the text.
  private static func isAnchored(_ steps: RegexSteps) -> Bool {
    var open = [steps.start]
    var seen: Set<Int32> = []
    while let step = open.popLast() {
      guard seen.insert(step).inserted else { continue }
      switch steps.steps[Int(step)] {
      case .match, .byte: return false
      case .fork(let a, let b): open += [a, b]
      case .assertion(.textStart, _): break
      case .assertion: return false
      }
    }
    return true
  }
}
