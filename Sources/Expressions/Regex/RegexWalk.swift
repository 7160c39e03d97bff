/// The steps that an automaton stands on at once.
struct RegexWalk {
  private let steps: UnsafeBufferPointer<RegexSteps.Step>
  /// Steps that wait for a byte, in the order in which they were reached.
  private(set) var waiting: [Int32] = []
  private(set) var isMatched = false
  /// Steps that the last `follow` looked at.
  private(set) var looked = 0
  private var seen: [UInt32]
  private var round: UInt32 = 0
  private var open: [Int32] = []

  init(_ steps: UnsafeBufferPointer<RegexSteps.Step>) {
    self.steps = steps
    seen = Array(repeating: 0, count: steps.count)
  }

  /// Follows all steps without a byte from some steps on.
  mutating func follow(_ from: some Sequence<Int32>, _ context: RegexContext) {
    waiting.removeAll(keepingCapacity: true)
    isMatched = false
    looked = 0
    round &+= 1
    for step in from { follow(step, context) }
  }

  private mutating func follow(_ from: Int32, _ context: RegexContext) {
    open.append(from)
    while let step = open.popLast() {
      guard seen[Int(step)] != round else { continue }
      seen[Int(step)] = round
      looked += 1
      switch steps[Int(step)] {
      case .match: isMatched = true
      case .byte: waiting.append(step)
      case .fork(let a, let b):
        open.append(b)
        open.append(a)
      case .assertion(let assertion, let next): if context.holds(assertion) { open.append(next) }
      }
    }
  }

  /// Where the waiting steps go with a byte.
  func next(_ byte: UInt8, into next: inout [Int32]) {
    next.removeAll(keepingCapacity: true)
    for step in waiting {
      if case .byte(let low, let high, let to) = steps[Int(step)], low <= byte, byte <= high {
        next.append(to)
      }
    }
  }
}
