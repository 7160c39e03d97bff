public import EventModel

/// A pattern that texts are compared with, in time linear in their length.
///
/// Shape: RE2's syntax, read as UTF-8; it matches anywhere in a text unless it says `^` and `$`.
public struct TextPattern: Sendable {
  private let regex: Regex

  /// Errors: what is wrong with the pattern, in words.
  public init(_ pattern: String) throws(TextPatternError) {
    do throws(RegexProblem) { regex = try Regex(pattern) } catch {
      throw TextPatternError(message: error.message)
    }
  }

  /// Whether a text holds a match.
  public func matches(_ text: Bytes) -> Bool { regex.matches(text) }
}

/// What is wrong with a pattern.
public struct TextPatternError: Error, Sendable, Equatable {
  /// Lower case, no full stop.
  public let message: String
}
