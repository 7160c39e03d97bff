import CPCRE2
import EventModel

/// Looks for the matches of rules by PCRE2; one for each thread.
///
/// Errors: when PCRE2 gives no memory, every rule runs into its limit: agents are then "Other".
/// Cost: PCRE2 counts backtracking steps from each place anew and does not tell them. So a rule first
/// searches with a few steps a place, and all that it could take is taken from the budget. When that
/// is not enough it is tried from place after place with 16, 32, 64, … steps, taken alike.
final class UAPSearch {
  enum Outcome {
    case none
    /// With how many groups.
    case match(Int)
    case limit
  }

  /// Start and end of each group of the last match, -1 for one that took no part.
  let offsets: UnsafePointer<Int>?
  private let data: OpaquePointer?
  private let context: OpaquePointer?
  private let stack: OpaquePointer?
  /// Steps a place for the first search.
  private let placeSteps: Int

  init(placeSteps: Int) {
    self.placeSteps = placeSteps
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
    pcre2_match_data_free_8(data)
    pcre2_match_context_free_8(context)
    pcre2_jit_stack_free_8(stack)
  }

  /// Looks for the first match, and takes from `steps` what that may have cost, at most twice as much.
  func search(_ pattern: UAPPattern, _ agent: Bytes, _ steps: inout Int) -> Outcome {
    guard let data, let context else { return .limit }
    steps -= placeSteps * (agent.count + 1) / UAPLimits.searchShare
    guard steps >= 0 else { return .limit }
    pcre2_set_match_limit_8(context, UInt32(clamping: placeSteps))
    var result = pcre2_jit_match_8(
      pattern.code, agent.start, agent.count, 0, 0, data, context)
    if result == PCRE2_ERROR_JIT_BADOPTION {
      result = pcre2_match_8(pattern.code, agent.start, agent.count, 0, 0, data, context)
    }
    if result == PCRE2_ERROR_MATCHLIMIT { result = tryPlaces(pattern, agent, &steps) }
    if result == PCRE2_ERROR_NOMATCH { return .none }
    guard result >= 0 else { return .limit }
    // 0: the rule has more groups than replacements can name.
    return .match(result == 0 ? UAPLimits.groups : Int(result))
  }

  /// Tries from place after place.
  private func tryPlaces(_ pattern: UAPPattern, _ agent: Bytes, _ left: inout Int) -> Int32 {
    guard pattern.isDivisible, let context else { return PCRE2_ERROR_MATCHLIMIT }
    defer { pcre2_set_offset_limit_8(context, Int.max) }
    var start = 0
    var steps = UAPLimits.placeSteps
    while start <= agent.count {
      left -= (steps + UAPLimits.startSteps) / UAPLimits.searchShare
      guard left >= 0 else { return PCRE2_ERROR_MATCHLIMIT }
      pcre2_set_match_limit_8(context, UInt32(clamping: steps))
      pcre2_set_offset_limit_8(context, start)
      let result = pcre2_match_8(
        pattern.code, agent.start, agent.count, start, 0, data, context)
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
