import EventModel
import LookupKit

/// What a read gave, in a form that tests can compare after the table has gone.
enum Reading: Equatable {
  case nothing
  case text(String)
  case integer(Int64)
  case double(Double)
  case float(Float)
  case boolean(Bool)

  init(_ slot: Slot) {
    self =
      switch slot.kind {
      case .text: .text(slot.bytes.string)
      case .integer: .integer(slot.integer)
      case .double: .double(slot.double)
      case .float: .float(slot.float)
      case .boolean: .boolean(slot.boolean)
      default: .nothing
      }
  }
}

extension IPTable {
  /// The values at paths, in their order.
  func values(_ record: UInt32, _ paths: [IPTablePath]) throws(LookupError) -> [Reading] {
    let slots = UnsafeMutablePointer<Slot>.allocate(capacity: paths.count + 1)
    defer { slots.deallocate() }
    try read(record, IPTableProjection(paths), into: slots)
    return (0..<paths.count).map { Reading(slots[$0]) }
  }

  /// The values at paths of an address of IPv4; nil when it has no record.
  func values(v4: UInt32, _ paths: [IPTablePath]) throws(LookupError) -> [Reading]? {
    guard let record = try record(for: IPKey(v4: v4)) else { return nil }
    return try values(record, paths)
  }
}

/// What `body` throws as text; nil when it does not throw.
func message(_ body: () throws -> Void) -> String? {
  do {
    try body()
    return nil
  } catch {
    return "\(error)"
  }
}
