/// Makes MaxMind databases from tables of networks.
///
/// Shape: networks that lie inside others win there, as `overlap` says; neighbours with the same
/// record become one network; equal values are stored once; records of the tree are as small as the
/// file allows. Same input, same bytes.
/// Source: MaxMind DB file format specification 2.0.
public struct MMDBBuilder: Sendable {
  /// The type in the metadata, such as `Acme-Offices`.
  public var type = "Networks"
  /// What the database is, in English; none when empty.
  public var about = ""
  /// In seconds since 1970; nil for none, which other readers do not take.
  public var buildDate: Int64?
  /// What becomes of networks that lie inside others.
  public var overlap = NetworkOverlap.inner
  /// 24, 28 or 32; nil for the smallest that does.
  public var recordBits: Int?
  /// 4 or 6; nil for 4 when all networks are IPv4.
  public var ipVersion: Int?
  /// Whether IPv4 is also found under ::ffff:0:0/96, 2001::/32 and 2002::/16, as in MaxMind's files.
  public var hasAliases = false

  /// Makes a builder with these defaults.
  public init() {}

  /// What a database became.
  public struct Built: Sendable {
    /// The file's content.
    public let bytes: [UInt8]
    /// Networks as they were given.
    public let networkCount: Int
    /// Different records.
    public let recordCount: Int
    /// Nodes of the search tree.
    public let nodeCount: Int
    /// Bits of a record of the tree: 24, 28 or 32.
    public let recordBits: Int
    /// The version of addresses that the tree is over: 4 or 6.
    public let ipVersion: Int
  }

  /// The bytes of a database.
  ///
  /// Errors: networks that overlap where they may not, IPv6 networks in a database of IPv4, more than
  /// a file can hold.
  public func build(_ table: NetworkTable) throws(LookupError) -> Built {
    let nested = try NestedNetworks(table.rows, overlap, table: table.name)
    let version = ipVersion ?? (nested.rows.allSatisfy(\.range.isV4) ? 4 : 6)
    if version == 4, let other = nested.rows.first(where: { !$0.range.isV4 }) {
      throw LookupError(
        "\(table.name)\(other.place.text): '\(other.range)' does not go into a database of IPv4")
    }
    var trie = NetworkTrie(bits: version == 4 ? 32 : 128)
    var encoder = MMDBEncoder(sharesValues: true)
    var records: [LookupValue: Int32] = [:]
    var offsets: [Int] = []
    for row in nested.rows {
      let number = records[row.value] ?? Int32(offsets.count)
      if Int(number) == offsets.count {
        records[row.value] = number
        offsets.append(encoder.offset(of: row.value))
      }
      trie.paint(row.range, number)
    }
    var nodes = trie.packed()
    if hasAliases, version == 6 { MMDBAliases.add(to: &nodes) }
    let bits = try bits(nodes.count, encoder.bytes.count, table.name)
    var bytes = MMDBTreeBytes(nodes, offsets, bits).bytes
    bytes += [UInt8](repeating: 0, count: MMDBTree.separatorSize)
    bytes += encoder.bytes
    bytes += MMDBMetadata.marker
    bytes += metadata(nodes.count, bits, version)
    return Built(
      bytes: bytes, networkCount: nested.rows.count, recordCount: offsets.count,
      nodeCount: nodes.count, recordBits: bits, ipVersion: version)
  }

  /// The smallest records that reach the last byte of the data.
  private func bits(_ nodes: Int, _ data: Int, _ name: String) throws(LookupError) -> Int {
    let highest = nodes + MMDBTree.separatorSize + data
    let needed = [24, 28, 32].first { highest < 1 << $0 }
    guard let needed, needed <= recordBits ?? 32 else {
      throw LookupError(
        "\(name): \(nodes) nodes and \(data) bytes of data do not go into records of \(recordBits ?? 32) bits"
      )
    }
    return recordBits ?? needed
  }

  private func metadata(_ nodes: Int, _ bits: Int, _ version: Int) -> [UInt8] {
    func number(_ value: Int, _ bits: UInt8) -> LookupValue {
      .unsigned(UInt128(max(value, 0)), bits: bits)
    }
    var members: [LookupValue.Member] = [
      .init("binary_format_major_version", number(2, 16)),
      .init("binary_format_minor_version", number(0, 16)),
      .init("database_type", .text(type)),
      .init("description", .map(about.isEmpty ? [] : [.init("en", .text(about))])),
      .init("ip_version", number(version, 16)),
      .init("languages", .list([.text("en")])),
      .init("node_count", number(nodes, 32)),
      .init("record_size", number(bits, 16)),
    ]
    if let buildDate { members.append(.init("build_epoch", number(Int(buildDate), 64))) }
    var encoder = MMDBEncoder(sharesValues: false)
    _ = encoder.offset(of: .map(members))
    return encoder.bytes
  }
}
