public import EventModel

/// Medium, source and term parameters by referring host and path.
public protocol RefererTable: Lookup {
  /// The entry of the key `host + path`: paths from the most specific on, hosts without ever more
  /// labels at the left; `path` is decoded.
  func find(host: Bytes, path: Bytes) -> RefererEntry?
}

/// A known referer; lives as long as its table.
public struct RefererEntry: Sendable {
  /// What kind of site it is: `search`, `social`, `email`.
  public let medium: Bytes
  /// The name of the site: `Google`.
  public let source: Bytes
  /// Names of the query parameters that hold the search term.
  public let parameters: [Bytes]

  /// Makes an entry; `parameters` are those that hold the search term.
  public init(medium: Bytes, source: Bytes, parameters: [Bytes]) {
    self.medium = medium
    self.source = source
    self.parameters = parameters
  }
}
