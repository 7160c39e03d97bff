/// Why an event, a record or an input was given up on.
public struct Failure: Error, Sendable, Equatable {
  /// What went wrong, in one word; stands in the failed event.
  public enum Class: String, Sendable, CaseIterable {
    /// A truncated or unreadable input: it is no record.
    case input
    /// A record that the format cannot read.
    case parse
    /// A value that is not what its field holds.
    case invalid
    /// A lookup that is damaged or does not answer.
    case lookup
    case expression
    /// A stage that gave up for a reason of its own.
    case plugin
    case sink
    case timeout
    case poison
    case unrouted
    case tooLarge = "too_large"
  }

  public let kind: Class
  /// One sentence: lower case, no full stop, quotes what came in.
  public let message: String
  /// All of them, when several were found together.
  public let errors: [String]

  /// Makes a failure of a class; `errors` are all that was found, when it is more than one thing.
  public init(_ kind: Class, _ message: String, errors: [String] = []) {
    self.kind = kind
    self.message = message
    self.errors = errors
  }
}
