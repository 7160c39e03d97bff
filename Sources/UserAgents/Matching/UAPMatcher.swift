import CPCRE2
import EventModel

/// What PCRE2 needs to match; one for each worker.
///
/// Errors: when PCRE2 gives no memory, every rule runs into its limit: agents are then "Other".
/// Cost: PCRE2 counts backtracking steps from each place anew and does not tell them. So each rule
/// first searches with so few steps a place that all places together are cheap; no known agent needs
/// more. A rule that does is watched: tried from place after place with 64, 128, 256, … steps, which
/// are taken from the budget of the agent.
final class UAPMatcher {
  enum Outcome {
    case none
    case match(UAPMatch)
    /// The rule was given up: the budget of the agent is used up, or memory for backtracking.
    case limit
  }

  /// How many rules were given up.
  private(set) var limitCount = 0
  /// How many were watched.
  private(set) var watchedCount = 0

  private let rules: UAPRuleSet
  /// The codes of rules that this worker has met, by place.
  private let codes: UnsafeMutablePointer<OpaquePointer?>
  private let data: OpaquePointer?
  private let context: OpaquePointer?
  private let stack: OpaquePointer?
  private let offsets: UnsafePointer<Int>?
  private var agent = Bytes.empty
  private var isASCII = true
  private var searchSteps: UInt32 = 0
  private var watchedSteps = 0

  init(_ rules: UAPRuleSet) {
    self.rules = rules
    codes = .allocate(capacity: max(rules.placeCount, 1))
    codes.initialize(repeating: nil, count: rules.placeCount)
    data = pcre2_match_data_create_8(UInt32(UAPLimits.groups), nil)
    offsets = data.map { UnsafePointer(pcre2_get_ovector_pointer_8($0)) }
    context = pcre2_match_context_create_8(nil)
    stack = pcre2_jit_stack_create_8(
      UAPLimits.jitStackBytes.lowerBound, UAPLimits.jitStackBytes.upperBound, nil)
    guard let context else { return }
    pcre2_set_depth_limit_8(context, UAPLimits.matchDepth)
    pcre2_set_heap_limit_8(context, UAPLimits.heapKiB)
    if let stack { pcre2_jit_stack_assign_8(context, nil, UnsafeMutableRawPointer(stack)) }
  }

  deinit {
    codes.deallocate()
    pcre2_match_data_free_8(data)
    pcre2_match_context_free_8(context)
    pcre2_jit_stack_free_8(stack)
  }

  /// The agent for the matches that follow, and its budget.
  func begin(_ agent: Bytes, isASCII: Bool) {
    self.agent = agent
    self.isASCII = isASCII
    watchedSteps = UAPLimits.watchedSteps
    let steps = UInt32(UAPLimits.freeSteps / (agent.count + 1))
    guard steps != searchSteps else { return }
    searchSteps = steps
    pcre2_set_match_limit_8(context, steps)
  }

  /// Tries the rule at a place.
  func match(_ place: Int) -> Outcome {
    guard let code = codes[place] ?? prepare(place), let data, let offsets else { return .limit }
    var result = pcre2_jit_match_8(code, agent.start, agent.count, 0, 0, data, context)
    if result == PCRE2_ERROR_NOMATCH { return .none }
    if result == PCRE2_ERROR_JIT_BADOPTION {
      result = pcre2_match_8(code, agent.start, agent.count, 0, 0, data, context)
    }
    if result == PCRE2_ERROR_MATCHLIMIT { result = watched(place, code, data) }
    if result == PCRE2_ERROR_NOMATCH { return .none }
    guard result >= 0 else {
      limitCount += 1
      return .limit
    }
    // 0: the rule has more groups than replacements can name.
    let count = result == 0 ? UAPLimits.groups : Int(result)
    return .match(UAPMatch(agent: agent, isASCII: isASCII, offsets: offsets, count: count))
  }

  private func prepare(_ place: Int) -> OpaquePointer? {
    codes[place] = rules.pattern(place)?.code
    return codes[place]
  }

  /// Searches from place after place and takes from the budget what that costs, at most twice as much.
  private func watched(_ place: Int, _ code: OpaquePointer, _ data: OpaquePointer) -> Int32 {
    guard rules.pattern(place)?.isDivisible == true, let context else {
      return PCRE2_ERROR_MATCHLIMIT
    }
    defer {
      pcre2_set_match_limit_8(context, searchSteps)
      pcre2_set_offset_limit_8(context, Int.max)
    }
    watchedCount += 1
    var start = 0
    var steps = UAPLimits.placeSteps
    while start <= agent.count {
      watchedSteps -= steps + UAPLimits.startSteps
      guard watchedSteps >= 0 else { return PCRE2_ERROR_MATCHLIMIT }
      pcre2_set_match_limit_8(context, UInt32(steps))
      pcre2_set_offset_limit_8(context, start)
      let result = pcre2_match_8(code, agent.start, agent.count, start, 0, data, context)
      switch result {
      case PCRE2_ERROR_MATCHLIMIT: steps *= 2
      case PCRE2_ERROR_NOMATCH:
        start += 1
        steps = UAPLimits.placeSteps
      default: return result
      }
    }
    return PCRE2_ERROR_NOMATCH
  }
}
