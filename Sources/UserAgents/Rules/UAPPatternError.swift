/// Why a regular expression does not compile.
struct UAPPatternError: Error {
  /// PCRE2's words.
  let message: String
  /// Where it gave up, in bytes from the start of the pattern.
  let offset: Int
}
