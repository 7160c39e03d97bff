/// Why a lookup cannot be opened or asked: one line in lower case.
public struct LookupError: Error, Sendable, Equatable, CustomStringConvertible {
  /// What happened, in lower case, with what the user wrote quoted.
  public let message: String

  /// Makes an error with this message.
  public init(_ message: String) { self.message = message }

  public var description: String { message }
}
