public import StageKit

/// A lookup that a test makes itself.
public struct TestLookup: Sendable {
  private(set) var entry: LookupEntry
  let providerName: String

  private init(_ table: any Lookup, _ interface: String) {
    let name =
      "fixture_\(interface.filter { $0 != " " }.lowercased())_\(ObjectIdentifier(table).hashValue.magnitude)"
    providerName = name
    entry = LookupEntry(
      spec: Spec(name, "a lookup of a test"), interface: interface
    ) { _ throws(Failure) in table }
  }

  /// A lookup that serves a table of networks.
  public static func ipTable(_ table: any IPTable) -> TestLookup {
    var lookup = TestLookup(table, LookupInterface.ipTable.name)
    lookup.entry.typeOf = { path, _ in KnownFields.type(of: path) }
    return lookup
  }

  /// A lookup that serves a table by keys, with the types of its columns.
  public static func keyTable(_ table: any KeyTable) -> TestLookup {
    var lookup = TestLookup(table, LookupInterface.keyTable.name)
    let columns = table.columns
    lookup.entry.typeOf = { name, _ in columns.first { $0.name == name }?.type }
    return lookup
  }

  /// An address table from values by network: `["10.0.0.0/8": ["country.iso_code": "GB"]]`.
  ///
  /// Errors: networks that are none, or that overlap without one being inside the other.
  public static func ipTable(
    networks values: [String: [String: FieldValue]]
  ) throws(LookupError) -> TestLookup {
    let rows = try TestLookup.rows(values, "network")
    let types = TestLookup.types(rows)
    var records: [String: RecordType] = [:]
    for column in types { records[column.name] = RecordType(column.type) ?? .text }
    let table = try NetworkTable(rows, other: { _ in .text }, types: records)
    return .ipTable(try MMDBTable.of(table, kind: "fixture"))
  }

  /// A key table from values by key: `["ann": ["tier": "gold"]]`.
  ///
  /// Errors: a key that is empty.
  public static func keyTable(
    rows values: [String: [String: FieldValue]]
  ) throws(LookupError) -> TestLookup {
    let rows = try TestLookup.rows(values, "(key)")
    return .keyTable(
      try MemoryKeyTable(rows, key: "(key)", types: TestLookup.types(rows), kind: "fixture"))
  }

  private static func rows(
    _ values: [String: [String: FieldValue]], _ key: String
  ) throws(LookupError) -> TableRows {
    let members = values.sorted { $0.key < $1.key }.map { entry in
      let columns = entry.value.sorted { $0.key < $1.key }.map { ($0.key, $0.value.tableValue) }
      return (key: entry.key, columns: columns.map { (name: $0.0, value: $0.1) })
    }
    return try TableRows.of(members, key: key, name: "fixture")
  }

  private static func types(_ rows: TableRows) -> [TableColumn] {
    rows.columns.dropFirst().map { TableColumn($0, rows.commonType(ofColumn: $0)) }
  }

  /// A lookup that serves the rules of user agents.
  public static func userAgentTable(_ table: any UserAgentTable) -> TestLookup {
    TestLookup(table, LookupInterface.userAgentTable.name)
  }

  /// A lookup that serves a table of referers.
  public static func refererTable(_ table: any RefererTable) -> TestLookup {
    TestLookup(table, LookupInterface.refererTable.name)
  }
}

extension FieldValue {
  fileprivate var tableValue: TableRows.Value {
    switch self {
    case .text(let text): .text(text)
    case .bytes(let bytes): .text(String(decoding: bytes, as: UTF8.self))
    case .integer(let value), .timestamp(let value): .number("\(value)")
    case .float(let value): .number("\(value)")
    case .double(let value): .number("\(value)")
    case .decimal(let text): .number(text)
    case .boolean(let flag): .boolean(flag)
    case .json(let text): .json(text)
    case .entities: .json("[]")
    }
  }
}
