public import EventModel

/// Numbers that are no records.
public enum IPRecord {
  /// The table does not know the address.
  public static let none = UInt32.max
  /// The table is damaged on the way to the address.
  public static let failed = UInt32.max - 1
}

/// A lookup from addresses to records.
///
/// Shape: first the number of a record, then values of it. Many addresses share a record, so what
/// was made from a number can be kept as long as this version.
public protocol IPTable: Lookup {
  /// The number of the record of an address, valid for this version; nil when there is none.
  ///
  /// Errors: the table is damaged on the way to this address.
  func record(for key: IPKey) throws(LookupError) -> UInt32?

  /// The same for many addresses, by row: a number, or one of `IPRecord`.
  ///
  /// Shape: for an address whose record is `failed`, `record(for:)` says why.
  func records(
    for keys: UnsafePointer<IPKey>, _ rows: Selection, into found: UnsafeMutablePointer<UInt32>)

  /// Reads the values at all paths of `projection` in one pass over the record.
  ///
  /// Shape: `slots` has room for `projection.count` values. Texts point into this version and have
  /// `Bytes.slack` behind them. A path that the record does not have, an empty text, bytes, a map, a
  /// list and a whole number beyond 64 bits with sign are `.empty`.
  /// Errors: the record is damaged; all slots are then `.empty`.
  func read(
    _ record: UInt32, _ projection: IPTableProjection, into slots: UnsafeMutablePointer<Slot>
  ) throws(LookupError)
}

extension IPTable {
  public func records(
    for keys: UnsafePointer<IPKey>, _ rows: Selection, into found: UnsafeMutablePointer<UInt32>
  ) {
    rows.forEach { row in
      do throws(LookupError) {
        found[row] = try record(for: keys[row]) ?? IPRecord.none
      } catch {
        found[row] = IPRecord.failed
      }
    }
  }
}
