public import EventModel

/// Rows of slots by the bytes of a key, which all workers share, as one of them sees them.
///
/// Shape: what is handed out is good as long as the slice for which `begin` was called. Rows are found
/// without a lock; which of them are there depends on what other workers do, so a row must be a
/// matter of its key alone.
/// Cost: a comparison and two lines of memory a look-up, and the row; memory as `SharedRows` has it.
public final class SharedSlotCache {
  private let width: Int
  /// Lines of memory that are fetched for a row: its slots, and what most keys take.
  private let lines: Int
  // One worker has a cache, and asks it for every event.
  @exclusivity(unchecked) private var reader: RowReader
  /// Rows that were found since the slice began.
  @exclusivity(unchecked) private var hits = 0

  /// A worker's way to rows with keys; those without are a programmer's mistake.
  public init(sharing rows: SharedRows) {
    precondition(rows.form.hasKeys, "a cache by key needs rows with keys")
    width = rows.form.width
    lines = (width * MemoryLayout<Slot>.stride) / 64 + SharedSlotCache.linesBehindSlots
    reader = RowReader(rows)
  }

  /// An agent of 180 bytes, and the beginning of the texts.
  private static let linesBehindSlots = 4

  /// Ties what is handed out from now on to a slice.
  public func begin(_ arena: Arena) {
    if reader.begin(arena, noting: hits) { hits = 0 }
  }

  /// The slots of a key; nil when it is not there.
  public func find(_ key: Bytes, hash: UInt64) -> UnsafePointer<Slot>? {
    guard let row = reader.view.find(key, SharedSlotCache.tag(hash), width: width) else {
      return nil
    }
    hits &+= 1
    return row
  }

  /// Fetches the place of a key into the processor's cache.
  public func fetchPlace(hash: UInt64) { reader.view.fetchPlace(of: SharedSlotCache.tag(hash)) }

  /// Fetches the slots and the key of a place that was fetched before.
  public func fetchRow(hash: UInt64) {
    reader.view.fetchRow(of: SharedSlotCache.tag(hash), lines: lines)
  }

  /// Adds a key that is not there with a copy of its values and their bytes, unless another worker adds
  /// one just now.
  public func add(_ key: Bytes, hash: UInt64, _ values: UnsafePointer<Slot>) {
    _ = reader.add(SharedSlotCache.tag(hash), key, values)
  }

  @inline(__always)
  private static func tag(_ hash: UInt64) -> UInt32 {
    UInt32(truncatingIfNeeded: hash ^ hash &>> 32)
  }
}
