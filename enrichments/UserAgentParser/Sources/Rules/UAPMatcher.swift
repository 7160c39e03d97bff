import CPCRE2
import StageKit

/// What PCRE2 needs to match; one for each worker.
///
/// Errors: when PCRE2 gives no memory, every rule runs into its limit: agents are then "Other".
/// Cost: stack for JIT grows up to `UAPLimits.jitStackBytes` when a rule wants it.
final class UAPMatcher {
  enum Outcome {
    case none
    case match(UAPMatch)
    /// The rule was given up: its limit on steps or memory was met.
    case limit
  }

  private let data: OpaquePointer?
  private let context: OpaquePointer?
  private let stack: OpaquePointer?
  private let offsets: UnsafePointer<Int>?

  init() {
    data = pcre2_match_data_create_8(UInt32(UAPLimits.groups), nil)
    offsets = data.map { UnsafePointer(pcre2_get_ovector_pointer_8($0)) }
    context = pcre2_match_context_create_8(nil)
    stack = pcre2_jit_stack_create_8(
      UAPLimits.jitStackBytes.lowerBound, UAPLimits.jitStackBytes.upperBound, nil)
    guard let context else { return }
    pcre2_set_match_limit_8(context, UAPLimits.matchSteps)
    pcre2_set_depth_limit_8(context, UAPLimits.matchDepth)
    pcre2_set_heap_limit_8(context, UAPLimits.heapKiB)
    if let stack { pcre2_jit_stack_assign_8(context, nil, UnsafeMutableRawPointer(stack)) }
  }

  deinit {
    pcre2_match_data_free_8(data)
    pcre2_match_context_free_8(context)
    pcre2_jit_stack_free_8(stack)
  }

  func match(_ code: OpaquePointer, _ agent: Bytes) -> Outcome {
    guard let data, let context, let offsets else { return .limit }
    let result = pcre2_match_8(code, agent.start, agent.count, 0, 0, data, context)
    if result == PCRE2_ERROR_NOMATCH { return .none }
    guard result >= 0 else { return .limit }
    // 0: the rule has more groups than replacements can name.
    let count = result == 0 ? UAPLimits.groups : Int(result)
    return .match(UAPMatch(agent: agent, offsets: offsets, count: count))
  }
}
