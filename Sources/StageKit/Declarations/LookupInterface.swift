/// What a stage asks of a lookup: a name for messages and a Swift type for its code.
public struct LookupInterface<Table>: Sendable {
  public let name: String

  /// Makes an interface; the name is what messages say: `IP table`.
  public init(_ name: String) { self.name = name }
}

extension LookupInterface where Table == any IPTable {
  /// Records by IP address.
  public static var ipTable: Self { Self("IP table") }
}

extension LookupInterface where Table == any KeyTable {
  /// Rows of typed columns by a text.
  public static var keyTable: Self { Self("key table") }
}

extension LookupInterface where Table == any UserAgentTable {
  /// Families and versions by user agent.
  public static var userAgentTable: Self { Self("user agent table") }
}

extension LookupInterface where Table == any RefererTable {
  /// Medium, source and term parameters by referring host and path.
  public static var refererTable: Self { Self("referer table") }
}
