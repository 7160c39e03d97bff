public import EventModel

/// Medium, source and term parameters by referring host and path.
public protocol RefererTable: Lookup {
  /// The entry of the key `host + path`: paths from the most specific on, hosts without ever more
  /// labels at the left; `path` is decoded.
  func find(host: Bytes, path: Bytes) -> RefererEntry?
}

/// A known referer; lives as long as its table.
public struct RefererEntry: Sendable {
  public let medium: Bytes
  public let source: Bytes
  /// Names of the query parameters that hold the search term.
  public let parameters: [Bytes]

  public init(medium: Bytes, source: Bytes, parameters: [Bytes]) {
    self.medium = medium
    self.source = source
    self.parameters = parameters
  }
}
