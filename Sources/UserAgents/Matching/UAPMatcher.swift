import EventModel

/// Tries rules on agents, and takes what that costs from one budget of steps; one for each thread.
///
/// Cost: most rules are programs of our own machine, which counts its steps; PCRE2 takes the others.
final class UAPMatcher {
  enum Outcome {
    case none
    case match(UAPMatch)
    /// The rule was given up: the budget of the agent is used up, or memory for backtracking.
    case limit
  }

  /// How many rules were given up.
  private(set) var limitCount = 0
  /// Steps that the last agent took.
  var stepsUsed: Int { budget - steps }

  private let rules: UAPRuleSet
  /// The programs of rules that this thread has met, by place.
  private let met: UnsafeMutablePointer<UnsafePointer<UAPProgram>?>
  private let machine = UAPMachine()
  private let search: UAPSearch
  private let usesPrograms: Bool
  private let budget: Int
  private var agent = Bytes.empty
  private var isASCII = true
  private var steps = 0

  /// Without programs PCRE2 tries all rules, with as many steps as it likes: for tests.
  init(_ rules: UAPRuleSet, usesPrograms: Bool = true) {
    self.rules = rules
    self.usesPrograms = usesPrograms
    budget = usesPrograms ? rules.budget : .max
    met = .allocate(capacity: max(rules.placeCount, 1))
    met.initialize(repeating: nil, count: rules.placeCount)
    search = UAPSearch(placeSteps: usesPrograms ? UAPLimits.placeSteps : 10_000_000)
  }

  deinit { met.deallocate() }

  /// The agent for the matches that follow, its folded copy, and its budget.
  func begin(_ agent: Bytes, folded: UnsafePointer<UInt8>, isASCII: Bool) {
    self.agent = agent
    self.isASCII = isASCII
    steps = budget
    machine.begin(agent, folded: folded)
  }

  /// Tries the rule at a place.
  func match(_ place: Int) -> Outcome {
    guard let program = met[place] else { return matchFirst(place) }
    return run(program)
  }

  private func run(_ program: UnsafePointer<UAPProgram>) -> Outcome {
    var left = steps
    let outcome = machine.search(program, &left)
    steps = left
    switch outcome {
    case .none: return .none
    case .limit: return limit()
    case .match:
      return .match(
        UAPMatch(
          agent: agent, isASCII: isASCII, offsets: UnsafePointer(machine.offsets),
          count: program.pointee.groupCount + 1))
    }
  }

  private func searched(_ pattern: UAPPattern) -> Outcome {
    var left = steps
    defer { steps = left }
    switch search.search(pattern, agent, &left) {
    case .none: return .none
    case .match(let count):
      guard let offsets = search.offsets else { return limit() }
      return .match(UAPMatch(agent: agent, isASCII: isASCII, offsets: offsets, count: count))
    case .limit: return limit()
    }
  }

  private func limit() -> Outcome {
    limitCount += 1
    return .limit
  }

  /// Tries a rule that this thread has not met, or that PCRE2 tries.
  private func matchFirst(_ place: Int) -> Outcome {
    guard let pattern = rules.pattern(place, forPCRE2: !usesPrograms) else { return .none }
    guard usesPrograms, let program = pattern.program else { return searched(pattern) }
    met[place] = UnsafePointer(program)
    return run(UnsafePointer(program))
  }
}
