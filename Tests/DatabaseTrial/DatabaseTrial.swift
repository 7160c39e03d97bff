import EventModel
import LookupKit

/// What becomes of a file that may be any bytes: it is opened, walked, asked and checked whole.
///
/// Shape: for fuzzers, sanitizers and tests; what must hold for every file is looked at here.
public struct DatabaseTrial {
  public enum Opening: Equatable {
    case refused(String)
    case opened
  }

  public private(set) var opening = Opening.opened
  /// What the check of the whole file found; nil when it is good.
  public private(set) var damage: String?
  public private(set) var lookups = 0
  public private(set) var records = 0
  public private(set) var failures = 0
  /// Promises that were not kept; must be empty.
  public private(set) var broken: [String] = []

  /// Networks whose addresses are looked up; the rest is covered by the check of the whole file.
  private static let networkLimit = 2_000

  static let projections = [
    IPTableProjection([[]]),
    IPTableProjection([
      ["country", "iso_code"], ["subdivisions", .last, "iso_code"], ["city", "names", "en"],
      ["location", "latitude"], ["location", "longitude"], ["subdivisions", 0, "names", "en"],
      ["autonomous_system_number"], ["isp"], ["map", "mapX", "arrayX", 1], ["utf8_string"],
    ]),
  ]

  public init(_ bytes: UnsafeRawBufferPointer, name: String, seed: UInt64 = 1) {
    let table: MMDBTable
    do throws(LookupError) {
      table = try MMDBTable.open(bytes: bytes, name: name)
    } catch {
      opening = .refused(error.message)
      return
    }
    do throws(LookupError) { try table.verify() } catch { damage = error.message }
    for key in DatabaseTrial.keys(of: table, seed) { look(key, table) }
    if damage == nil, failures > 0 { broken.append("a file without damage refused look-ups") }
  }

  private mutating func look(_ key: IPKey, _ table: MMDBTable) {
    lookups += 1
    let found = record(key, table)
    if key.isV4, table.isV6, record(IPKey(high: 0, low: key.low), table) != found {
      broken.append("the address \(key.low) has two answers")
    }
    guard case .success(let number?) = found else {
      if case .failure = found { failures += 1 }
      return
    }
    records += 1
    for projection in DatabaseTrial.projections { read(number, projection, table) }
  }

  private func record(_ key: IPKey, _ table: MMDBTable) -> Result<UInt32?, LookupError> {
    do throws(LookupError) { return .success(try table.record(for: key)) } catch {
      return .failure(error)
    }
  }

  /// Reads every byte that is given out.
  private mutating func read(
    _ record: UInt32, _ projection: IPTableProjection, _ table: MMDBTable
  ) {
    let slots = UnsafeMutablePointer<Slot>.allocate(capacity: projection.count)
    defer { slots.deallocate() }
    do throws(LookupError) { try table.read(record, projection, into: slots) } catch {
      failures += 1
      return
    }
    for place in 0..<projection.count {
      guard let text = slots[place].text else { continue }
      if text.isEmpty || String(validating: text.buffer, as: UTF8.self) == nil {
        broken.append("record \(record) gave a text that is none")
      }
    }
  }

  private static func keys(of table: MMDBTable, _ seed: UInt64) -> [IPKey] {
    var keys: [IPKey] = []
    // A check that is stopped by an error gives what came before it.
    do throws(LookupError) {
      try table.forEachNetwork { key, _, _ throws(LookupError) in
        keys.append(key)
        if keys.count == networkLimit { throw LookupError("enough") }
      }
    } catch {}
    var state = seed
    func random() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state ^ state >> 29
    }
    for _ in 0..<200 {
      keys.append(IPKey(v4: UInt32(truncatingIfNeeded: random() >> 16)))
      keys.append(IPKey(high: random() >> 3 | 1 << 61, low: random()))
    }
    return keys
  }
}

extension DatabaseTrial: CustomStringConvertible {
  public var description: String {
    switch opening {
    case .refused(let message): return message
    case .opened:
      let whole = damage ?? "good"
      return "opened; \(whole); \(lookups) look-ups: \(records) records, \(failures) refused"
        + broken.map { "; BROKEN: \($0)" }.joined()
    }
  }
}
