/// Why a lookup cannot be opened or asked: one line in lower case.
public struct LookupError: Error, Sendable, Equatable, CustomStringConvertible {
  public let message: String

  public init(_ message: String) { self.message = message }

  public var description: String { message }
}
