/// How much the rules may ask of a machine.
enum UAPLimits {
  /// Bytes of an agent that are read; the rest is passed over. The longest of uap-core's cases has
  /// 517 bytes, the longest of the 33,249 agents of the benchmark 492.
  static let agentBytes = 2048
  /// Steps that all rules together may take on one agent: 0.5 ms. Of the 33,249 agents of the
  /// benchmark none takes more than 17,043.
  static let steps = 96 * 1024
  /// Steps more for each rule that has no literals, since every agent pays for it.
  static let stepsWithoutLiterals = 4096
  /// Places from which a program can go on in another way: a few for each byte of an agent.
  static let frames = 8192
  /// Steps of PCRE2 a place for the first search of a rule, and for the first try from a place when
  /// that was not enough.
  static let placeSteps = 16
  /// What starting PCRE2 costs, in its steps: 25 ns.
  static let startSteps = 16
  /// How many of PCRE2's steps are as dear as one of ours.
  static let searchShare = 2
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
