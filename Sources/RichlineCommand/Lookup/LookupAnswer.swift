import Richline

/// What a lookup says of a key.
struct LookupAnswer {
  let key: String
  /// Around the key when it is an address: all of it has this answer.
  let network: String?
  let record: LookupValue?

  var isFound: Bool { record != nil }

  /// Errors: a key that is no address, a damaged record.
  init(_ lookup: any Lookup, _ key: String) throws(LookupError) {
    self.key = key
    let arena = Arena()
    let bytes = arena.copy(key)
    var network: String?
    switch lookup {
    case let table as MMDBTable:
      guard let address = IPAddress.parse(bytes) else {
        throw LookupError("'\(key)' is no address")
      }
      let place = IPKey(high: address.high, low: address.low, isV4: address.isV4)
      let (range, found) = try table.network(of: place)
      network = "\(range)"
      record = try found.map { record throws(LookupError) in try table.value(of: record) }
    case let table as any KeyTable:
      record = table.row(of: bytes).map { LookupAnswer.row(table, $0) }
    case let table as any UserAgentTable:
      record = LookupAnswer.agent(table.makeParser().parse(bytes, arena: arena))
    case let table as any RefererTable:
      record = LookupAnswer.referer(table, bytes, arena)
    default:
      record = nil
    }
    self.network = network
  }

  var json: String {
    var line = JSONObject()
    line.add("key", key)
    if let network { line.add("network", network) }
    line.add("record", raw: record?.json ?? "null")
    return line.text
  }

  private static func row(_ table: any KeyTable, _ row: Int) -> LookupValue {
    .map(
      table.columns.indices.compactMap { place in
        value(table.value(row: row, column: place)).map { .init(table.columns[place].name, $0) }
      })
  }

  private static func value(_ slot: Slot) -> LookupValue? {
    switch slot.kind {
    case .empty: return nil
    case .boolean: return .boolean(slot.boolean)
    case .double: return .double(slot.double)
    case .float: return .float(slot.float)
    case .integer where slot.integer >= 0: return .unsigned(UInt128(slot.integer), bits: 64)
    case .integer where Int32(exactly: slot.integer) != nil:
      return .signed(Int32(truncatingIfNeeded: slot.integer))
    default: return slot.converted(to: .text, arena: Arena())?.text.map { .text($0.string) }
    }
  }

  private static func agent(_ found: UserAgentRecord) -> LookupValue {
    let members: [(String, Bytes)] = [
      ("family", found.family), ("major", found.major), ("minor", found.minor),
      ("patch", found.patch), ("os_family", found.osFamily), ("os_major", found.osMajor),
      ("os_minor", found.osMinor), ("os_patch", found.osPatch),
      ("os_patch_minor", found.osPatchMinor), ("device_family", found.deviceFamily),
      ("device_brand", found.deviceBrand), ("device_model", found.deviceModel),
    ]
    return .map(
      members.filter { !$0.1.isEmpty }.map { .init($0.0, .text($0.1.string)) })
  }

  /// The key is a URL, or a host with or without a path.
  private static func referer(
    _ table: any RefererTable, _ key: Bytes, _ arena: Arena
  ) -> LookupValue? {
    var host = key
    var path = Bytes.empty
    if let uri = URI.parse(key, arena: arena), let found = uri.host {
      host = found
      path = uri.path.map { PercentCoding.decode($0, arena: arena) } ?? .empty
    } else if let slash = key.firstIndex(of: 47) {
      host = key.prefix(slash)
      path = key.dropFirst(slash)
    }
    return table.find(host: host, path: path).map { entry in
      .map([
        .init("medium", .text(entry.medium.string)), .init("source", .text(entry.source.string)),
        .init("parameters", .list(entry.parameters.map { .text($0.string) })),
      ])
    }
  }
}
