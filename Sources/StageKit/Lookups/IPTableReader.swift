public import EventModel
public import LookupKit
public import WebValues

/// What an IP table has for an address, at some paths.
///
/// Shape: made in `makeWorkspace`; one worker uses it. Texts live as long as the slice.
/// Cost: a walk of the tree, and one pass over the record; `RecordCache` keeps records that are large
/// and come often.
public final class IPTableReader {
  private let table: any IPTable
  private let projection: IPTableProjection
  private let slots: UnsafeMutablePointer<Slot>

  /// Makes a reader of these paths, with slots of its own for their values.
  public init(_ table: any IPTable, paths: [IPTablePath]) {
    self.table = table
    projection = IPTableProjection(paths)
    slots = .allocate(capacity: max(paths.count, 1))
    slots.initialize(repeating: .empty, count: max(paths.count, 1))
  }

  deinit { slots.deallocate() }

  /// The values at the paths, in their order, until the next call; nil for an address that the table
  /// does not have.
  ///
  /// Errors: class `lookup` when the table is damaged.
  public func values(of address: IPAddress) throws(Failure) -> UnsafePointer<Slot>? {
    do throws(LookupError) {
      guard let record = try table.record(for: IPKey(address)) else { return nil }
      try table.read(record, projection, into: slots)
    } catch {
      throw Failure(.lookup, error.message)
    }
    return UnsafePointer(slots)
  }
}
