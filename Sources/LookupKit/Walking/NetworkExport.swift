/// A database as lines of text, one a network, in the order of addresses.
public struct NetworkExport: Sendable {
  /// As lines of what.
  public enum Form: String, Sendable, CaseIterable {
    case csv, ndjson
  }

  /// The most columns of a CSV file; a record has as many as it has values.
  public static let columnLimit = 10_000

  private let table: MMDBTable
  private let form: Form
  private let hasTypes: Bool

  /// `hasTypes`: whether the headings of CSV say the types, so that `lookup build` makes equal
  /// records of it.
  public init(_ table: MMDBTable, _ form: Form, hasTypes: Bool = false) {
    self.table = table
    self.form = form
    self.hasTypes = hasTypes
  }

  /// Gives `line` each line, without its end; it stops when `line` returns false.
  ///
  /// Errors: the database is damaged, or its values do not go into columns.
  public func write(_ line: (String) -> Bool) throws(LookupError) {
    let columns = form == .csv ? try columns() : []
    if form == .csv {
      let names = columns.map { hasTypes ? "\($0.name):\($0.type.rawValue)" : $0.name }
      guard line((["network"] + names.map(NetworkExport.cell)).joined(separator: ",")) else {
        return
      }
    }
    // The rest of the line behind the network, by record.
    var known: [UInt32: String] = [:]
    var cursor = NetworkCursor(table)
    while let network = try cursor.next() {
      let rest: String
      if let found = known[network.record] {
        rest = found
      } else {
        rest = try self.rest(network.record, columns)
        if known.count >= NetworkExport.knownLimit { known = [:] }
        known[network.record] = rest
      }
      let start = form == .csv ? "\(network.range)" : "{\"network\":\"\(network.range)\""
      guard line(start + rest) else { return }
    }
  }

  /// Records whose text is kept at most.
  private static let knownLimit = 200_000

  private func rest(
    _ record: UInt32, _ columns: [(name: String, path: IPTablePath, type: RecordType)]
  ) throws(LookupError) -> String {
    let value = try table.value(of: record)
    guard form == .csv else {
      guard case .map(let members) = value else { return ",\"value\":\(value.json)}" }
      let json = LookupValue.map(members.filter { $0.key != "network" }).json
      return members.isEmpty ? "}" : "," + json.dropFirst()
    }
    return columns.map { "," + (value[$0.path].map { NetworkExport.cell($0.cell) } ?? "") }.joined()
  }

  private func columns() throws(LookupError) -> [(
    name: String, path: IPTablePath, type: RecordType
  )] {
    var found: [IPTablePath: (place: Int, type: RecordType)] = [:]
    var order: [IPTablePath] = []
    var seen: Set<UInt32> = []
    var cursor = NetworkCursor(table)
    while let network = try cursor.next() {
      guard seen.insert(network.record).inserted else { continue }
      for (path, type) in try table.value(of: network.record).leaves() {
        if let before = found[path] {
          guard before.type == type else {
            found[path]?.type = RecordType.common(before.type, type)
            continue
          }
        } else {
          guard order.count < NetworkExport.columnLimit else {
            throw LookupError(
              "the records have more than \(NetworkExport.columnLimit) different values: use the form ndjson"
            )
          }
          found[path] = (order.count, type)
          order.append(path)
        }
      }
    }
    return order.map { ($0.description, $0, found[$0]?.type ?? .text) }
  }

  /// A cell of CSV, in quotes when it needs them.
  private static func cell(_ text: String) -> String {
    let isPlain = !text.utf8.contains { $0 == 34 || $0 == 44 || $0 == 10 || $0 == 13 }
    guard !isPlain else { return text }
    return "\""
      + text.split(separator: "\"", omittingEmptySubsequences: false)
      .joined(separator: "\"\"") + "\""
  }
}

extension LookupValue {
  /// The values that are no maps and no lists, with their paths.
  func leaves() throws(LookupError) -> [(IPTablePath, RecordType)] {
    var found: [(IPTablePath, RecordType)] = []
    try collect([], &found)
    return found
  }

  private func collect(
    _ path: [IPTablePath.Component], _ found: inout [(IPTablePath, RecordType)]
  ) throws(LookupError) {
    switch self {
    case .map(let members):
      for member in members {
        guard !member.key.utf8.contains(where: { $0 == 46 || $0 == 91 || $0 == 58 }) else {
          throw LookupError(
            "the key '\(member.key)' does not go into a heading: use the form ndjson")
        }
        try member.value.collect(path + [.key(member.key)], &found)
      }
    case .list(let items):
      for (place, item) in items.enumerated() {
        try item.collect(path + [.index(place)], &found)
      }
    default:
      guard !path.isEmpty else {
        throw LookupError("the records are no maps: use the form ndjson")
      }
      found.append((IPTablePath(path), recordType))
    }
  }

  private var recordType: RecordType {
    switch self {
    case .double: .double
    case .float: .float
    case .boolean: .boolean
    case .signed: .int32
    case .unsigned(_, let bits): RecordType(rawValue: "uint\(bits)") ?? .uint128
    default: .text
    }
  }
}

extension RecordType {
  /// A type for the values of both.
  static func common(_ a: RecordType, _ b: RecordType) -> RecordType {
    let whole: Set<RecordType> = [.int32, .uint16, .uint32, .uint64, .uint128, .integer]
    return whole.contains(a) && whole.contains(b) ? .integer : .text
  }
}
