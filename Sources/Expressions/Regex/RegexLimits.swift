/// What a pattern may take; past it the pattern is refused, or runs more slowly.
enum RegexLimits {
  /// Brackets inside each other.
  static let depth = 100
  /// The highest number in `{n,m}`, as in RE2.
  static let repeats = 1000
  /// Steps of the automaton, bytes apart: about what RE2 takes with its usual 8 MiB.
  static let steps = 20_000
  /// States of the table; a pattern with more runs step by step, still in linear time.
  static let states = 2_000
  /// Entries of the table, two bytes each.
  static let entries = 200_000
  /// Steps that are looked at while the table is made: some 10 ms.
  static let work = 1_000_000
}
