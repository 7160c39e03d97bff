public import EventModel

/// A name of a query and its value, both as they stand, not decoded.
public struct QueryPair: Sendable {
  /// Never empty.
  public let name: Bytes
  /// Nil without `=`; empty for `name=`.
  public let value: Bytes?

  /// A pair of two slices of a query.
  public init(name: Bytes, value: Bytes?) {
    self.name = name
    self.value = value
  }

  /// Whether the decoded name is `name`.
  public func isNamed(_ name: Bytes) -> Bool { PercentCoding.equals(encoded: self.name, name) }
}
