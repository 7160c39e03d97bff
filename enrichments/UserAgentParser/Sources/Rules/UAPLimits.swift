/// How much the rules may ask of a machine.
enum UAPLimits {
  /// Agents that are longer match nothing: web servers refuse header lines of more than 8 KiB.
  static let agentBytes = 65536
  /// Steps of one try of one rule from one place of the agent.
  static let matchSteps: UInt32 = 100_000
  /// Nesting of one try where a rule runs without JIT.
  static let matchDepth: UInt32 = 10_000
  /// Memory of one try where a rule runs without JIT, in KiB.
  static let heapKiB: UInt32 = 4096
  /// Stack of rules with JIT: at first, and at most.
  static let jitStackBytes = 32 * 1024...1024 * 1024
  /// The longest pattern; uap-core's longest has about 2,000 bytes.
  static let patternBytes = 64 * 1024
  /// Groups that replacements can name, with the whole match as number 0.
  static let groups = 10
}
