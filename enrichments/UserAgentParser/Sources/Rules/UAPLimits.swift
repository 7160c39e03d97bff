/// How much the rules may ask of a machine.
enum UAPLimits {
  /// Longer agents match nothing. Web servers refuse headers of more than 8 to 64 KiB; uap-core's
  /// rules take up to 50 ms for a hostile agent of this length (see README.md).
  static let agentBytes = 64 * 1024
  /// Backtracking steps of one try of a rule from one place of the agent: 0.2 ms. No agent in
  /// uap-core's cases, nor any hostile one of the benchmark, needs as many.
  static let matchSteps: UInt32 = 100_000
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
