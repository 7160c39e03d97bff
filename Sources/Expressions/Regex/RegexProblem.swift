/// What is wrong with a pattern, and where in its text.
struct RegexProblem: Error, Equatable {
  let message: String
  /// In UTF-8 bytes of the pattern.
  let offset: Int
}
