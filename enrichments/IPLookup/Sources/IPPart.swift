import StageKit

/// One database of the stage: what is read from it and where that goes.
struct IPPart {
  let database: IPDatabase
  /// The same number for all lookups of one option: the first that has a record answers.
  let group: Int
  let lookup: LookupRef<any IPTable>
  let projection: IPTableProjection
  /// The columns of the database, then what `fields` takes from it.
  let outputs: [OutputRef]
  /// The slot with the data of the ASN entity, behind the outputs; nil when there is none.
  let asnPlace: Int?
  let fields: [MappedField]
  private let shared = VersionShared<SharedRows>()

  /// The databases that the pipeline names and whose values somebody reads; the ASN database first,
  /// since its entity wins over that of the ISP database.
  ///
  /// Errors: paths in `fields` that are none.
  static func all(_ setup: Setup) throws(Findings) -> [IPPart] {
    var parts: [IPPart] = []
    for (group, database) in IPDatabase.allCases.enumerated() {
      let fields = setup[IPLookup.fields].filter { $0.need == database.rawValue }
      let paths = try database.paths + IPPart.paths(fields, setup)
      let outputs = database.outputs.map { setup[$0] } + fields.map(\.output)
      let hasASN = database.asnPath != nil && setup[IPLookup.asnEntity].isWanted
      for lookup in setup.all(database.need()) {
        parts.append(
          IPPart(
            database: database, group: group, lookup: lookup,
            projection: IPTableProjection(paths), outputs: outputs,
            asnPlace: hasASN ? outputs.count : nil, fields: fields))
      }
    }
    return parts
  }

  private static func paths(
    _ fields: [MappedField], _ setup: Setup
  ) throws(Findings) -> [IPTablePath] {
    var paths: [IPTablePath] = []
    for field in fields {
      do throws(LookupError) { paths.append(try IPTablePath(parsing: field.source)) } catch {
        throw [setup.finding(IPLookup.fieldsName, "bad-value", error.message)]
      }
    }
    return paths
  }

  /// What workers keep of a record: the outputs, and the data of the entity.
  var width: Int { outputs.count + (asnPlace == nil ? 0 : 1) }

  /// The records that all workers keep of a version of the database.
  func rows(of table: any IPTable) -> SharedRows {
    shared.object(for: table) { SharedRows(width: width) }
  }

  /// Whether anybody reads what the database gives.
  var isWanted: Bool { asnPlace != nil || outputs.contains { $0.isWanted } }
}

/// The records of one database that workers have met, decoded, as one of them sees them.
public struct IPPartCache {
  let group: Int
  private let part: IPPart
  private let table: any IPTable
  private let isWanted: Bool
  private var cache: RecordCache
  private let memory: PartMemory
  // Copies of what `memory` owns: no count of references moves for an event.
  private let raw: UnsafeMutablePointer<Slot>
  private let row: UnsafeMutablePointer<Slot>
  /// By row of the slice in hand.
  private let records: UnsafeMutablePointer<UInt32>
  /// Of the slice in hand.
  private var arena = Arena(firstChunk: 0)
  /// Addresses with a record, and records that were decoded for them.
  private var foundCount = 0
  private var decodedCount = 0
  private let outputs: UnsafePointer<OutputRef>
  private let outputCount: Int

  init(_ part: IPPart, _ table: any IPTable) {
    group = part.group
    self.part = part
    self.table = table
    isWanted = part.isWanted
    cache = RecordCache(sharing: part.rows(of: table))
    memory = PartMemory(part)
    raw = memory.values
    row = memory.row
    records = memory.records
    outputs = UnsafePointer(memory.outputs)
    outputCount = part.outputs.count
  }

  mutating func begin(_ arena: Arena) {
    self.arena = arena
    cache.begin(arena)
  }

  /// Finds the records of the addresses of a slice, and fetches what is known of them.
  func lookAhead(_ keys: UnsafePointer<IPKey>, _ rows: Selection) {
    guard isWanted else { return }
    table.records(for: keys, rows, into: records)
    rows.forEach { cache.fetchPlace(of: records[$0]) }
    rows.forEach { cache.fetchRow(of: records[$0]) }
  }

  /// The values of the record that covers the address of a row; nil when there is none or nobody
  /// reads them.
  mutating func values(_ row: Int, _ key: IPKey) throws(LookupError) -> UnsafePointer<Slot>? {
    guard isWanted else { return nil }
    let record = records[row]
    if let values = cache.find(record) {
      foundCount &+= 1
      return values
    }
    if record == IPRecord.none { return nil }
    guard record == IPRecord.failed else { return try decoded(record) }
    // Alone it says why.
    _ = try table.record(for: key)
    return nil
  }

  /// How many records were found, and how many of them were there already.
  var counters: [StageCounter] {
    let name = part.database.rawValue
    return [
      StageCounter("\(name) records", foundCount),
      StageCounter("\(name) remembered", foundCount - decodedCount, of: foundCount),
    ]
  }

  /// Puts what `values` gave into the columns.
  func write(_ values: UnsafePointer<Slot>, _ changes: inout Changes) {
    changes.set(outputs, values, count: outputCount)
  }

  /// The data of the ASN entity among what `values` gave.
  func asnData(_ values: UnsafePointer<Slot>) -> Bytes? {
    guard let place = part.asnPlace, values[place].kind == .json else { return nil }
    return values[place].bytes
  }

  /// Reads a record for the first time.
  @inline(never)
  private mutating func decoded(_ record: UInt32) throws(LookupError) -> UnsafePointer<Slot> {
    try table.read(record, part.projection, into: raw)
    try checkFields()
    foundCount &+= 1
    decodedCount &+= 1
    for place in part.outputs.indices { row[place] = value(place).marked }
    if let place = part.asnPlace, let start = part.database.asnPath {
      row[place] = asn(raw[start], raw[start + 1])
    }
    return cache.add(record, row)
  }

  /// Where the values for `fields` begin among those that are read.
  private var firstField: Int { part.projection.count - part.fields.count }

  /// Errors: a value that cannot become what its field holds.
  private func checkFields() throws(LookupError) {
    for (place, field) in part.fields.enumerated() {
      let slot = raw[firstField + place]
      guard !slot.isEmpty, slot.converted(to: field.field.type, arena: arena) == nil else {
        continue
      }
      throw LookupError(
        "'\(field.source)' is \(slot.kind), and '\(field.field.name)' holds \(field.field.type.rawValue)"
      )
    }
  }

  /// A value as one of `type`; new bytes live as long as the slice.
  private func stored(_ slot: Slot, as type: FieldType) -> Slot {
    slot.converted(to: type, arena: arena) ?? slot
  }

  /// A value in the type of its column.
  private func value(_ place: Int) -> Slot {
    let field = place - (part.outputs.count - part.fields.count)
    if field >= 0 { return stored(raw[firstField + field], as: part.fields[field].field.type) }
    let slot = raw[place]
    guard part.database == .geo, place == 4 || place == 5 else {
      return slot.kind == .text ? slot : .empty
    }
    switch slot.kind {
    case .double: return .float(Float(slot.double))
    case .float: return slot
    case .integer: return .float(Float(slot.integer))
    default: return .float(0)
    }
  }

  /// `{"number":…,"organization":…}`; empty without a number.
  private func asn(_ number: Slot, _ organization: Slot) -> Slot {
    guard number.kind == .integer else { return .empty }
    var json = "{\"number\":\(number.integer)"
    if let name = organization.text {
      json += ",\"organization\":\(JSONText.quoted(name.string))"
    }
    return .json(arena.copy(json + "}"))
  }
}

/// Memory for the values of a record as they are read, and the places where they go.
private final class PartMemory {
  let values: UnsafeMutablePointer<Slot>
  /// Those that the cache is to keep.
  let row: UnsafeMutablePointer<Slot>
  let records: UnsafeMutablePointer<UInt32>
  let outputs: UnsafeMutablePointer<OutputRef>

  init(_ part: IPPart) {
    row = .allocate(capacity: part.width)
    row.initialize(repeating: .empty, count: part.width)
    records = .allocate(capacity: Selection.capacity)
    records.initialize(repeating: IPRecord.none, count: Selection.capacity)
    values = .allocate(capacity: part.projection.count)
    values.initialize(repeating: .empty, count: part.projection.count)
    outputs = .allocate(capacity: max(part.outputs.count, 1))
    for (place, output) in part.outputs.enumerated() {
      (outputs + place).initialize(to: output)
    }
  }

  deinit {
    values.deallocate()
    row.deallocate()
    records.deallocate()
    outputs.deallocate()
  }
}
