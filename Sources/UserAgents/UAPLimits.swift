/// How much the rules may ask of a machine.
enum UAPLimits {
  /// Bytes of an agent that are read; the rest is passed over. The longest of uap-core's cases has
  /// 517 bytes, the longest of the 33,249 agents of the benchmark 492.
  static let agentBytes = 2048
  /// Backtracking steps that one rule may take from all places of an agent together before it is
  /// watched: 0.2 ms. Of the benchmark's agents 176 have a rule that needs more.
  static let freeSteps = 128 * 1024
  /// Backtracking steps of all watched rules on one agent: 0.5 ms. Those 176 need 53,000 at most.
  static let watchedSteps = 256 * 1024
  /// Steps that a watched rule is first given at a place, and what starting it there costs.
  static let placeSteps = 64
  static let startSteps = 16
  /// Nesting of one try where a rule runs without JIT.
  static let matchDepth: UInt32 = 10_000
  /// Memory of one try where a rule runs without JIT, in KiB.
  static let heapKiB: UInt32 = 4096
  /// Stack of rules with JIT: at first, and at most.
  static let jitStackBytes = 32 * 1024...1024 * 1024
  /// The longest pattern; uap-core's longest has 2,454 bytes.
  static let patternBytes = 64 * 1024
  /// Groups that replacements can name, with the whole match as number 0.
  static let groups = 10
}
