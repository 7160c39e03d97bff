public import EventModel

/// A lookup from addresses to records.
///
/// Shape: first the number of a record, then values of it. Many addresses share a record, so what
/// was made from a number can be kept as long as this version.
public protocol IPTable: Lookup {
  /// The number of the record of an address, valid for this version; nil when there is none.
  ///
  /// Errors: the table is damaged on the way to this address.
  func record(for key: IPKey) throws(LookupError) -> UInt32?

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
