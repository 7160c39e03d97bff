/// Why rules cannot be used.
public struct UserAgentRulesError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The first problem with file, line and column, and how many more there are.
  public let message: String
  /// All problems, when there are several.
  public let all: [String]

  init(_ message: String, all: [String] = []) {
    self.message = message
    self.all = all
  }

  public var description: String { message }
}
