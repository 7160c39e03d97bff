import StageKit

/// The passes that are timed.
struct Lookups {
  let table: any IPTable
  private var keys: [IPKey] = []
  private(set) var found = 0
  private(set) var values = 0
  /// What was seen, so that nothing is left out as useless.
  private var seen: UInt64 = 0

  init(table: any IPTable) { self.table = table }

  /// The values that `geobench.c` fetches.
  static let projection = IPTableProjection([
    ["country", "iso_code"], ["subdivisions", 0, "iso_code"], ["city", "names", "en"],
    ["postal", "code"], ["location", "latitude"], ["location", "longitude"],
    ["subdivisions", 0, "names", "en"], ["location", "time_zone"],
  ])

  mutating func parse(_ lines: Lines) {
    keys = lines.texts.map { text in
      guard let ip = IPAddress.parse(text) else { return IPKey(v4: 0) }
      return IPKey(high: ip.high, low: ip.low, isV4: ip.isV4)
    }
  }

  mutating func walk() throws(LookupError) {
    found = 0
    for key in keys where try table.record(for: key) != nil { found += 1 }
  }

  /// As stages do: a record is decoded when it is met for the first time.
  mutating func fetch(_ cache: inout RecordCache) throws(LookupError) {
    let count = Lookups.projection.count
    let row = UnsafeMutablePointer<Slot>.allocate(capacity: count)
    defer { row.deallocate() }
    values = 0
    for key in keys {
      guard let record = try table.record(for: key) else { continue }
      if let row = cache.find(record) {
        take(record, row, count)
      } else {
        try table.read(record, Lookups.projection, into: row)
        take(record, cache.add(record, row), count)
      }
    }
  }

  /// Decodes the record of every address anew.
  mutating func read() throws(LookupError) {
    let count = Lookups.projection.count
    let row = UnsafeMutablePointer<Slot>.allocate(capacity: count)
    defer { row.deallocate() }
    values = 0
    for key in keys {
      guard let record = try table.record(for: key) else { continue }
      try table.read(record, Lookups.projection, into: row)
      take(record, UnsafePointer(row), count)
    }
  }

  /// Looks at each value whole, as who copies it into a column does. `geobench.c` leaves out records
  /// at offset 0, so those are counted apart.
  @inline(__always)
  private mutating func take(_ record: UInt32, _ row: UnsafePointer<Slot>, _ count: Int) {
    var (some, bits): (Int, UInt64) = (0, 0)
    for place in 0..<count {
      some &+= row[place].isEmpty ? 0 : 1
      bits ^= row[place].bits &+ UInt64(row[place].count)
    }
    values &+= record == 0 ? 0 : some
    seen ^= bits
  }
}
