public import EventModel

/// What workers made of the records of one version of a table, by their numbers, as one of them sees it.
///
/// Shape: a row of slots a record, with the bytes of its texts behind it, so that a row is read from
/// three lines of memory beside each other; emptied whole when it is full. What is handed out is good
/// as long as the slice for which `begin` was called.
/// Cost: a look-up is a multiplication and a line of memory; memory as `SharedRows` has it, up to
/// `byteLimit`, twice while a slice still uses what was emptied.
public struct RecordCache {
  /// Bytes of rows and index at most: eight values of 120,000 records. A GeoLite2-City has 458,000,
  /// and 200,000 visitors at random meet about a fifth of them.
  public static let byteLimit = 24 * 1024 * 1024

  private var reader: RowReader

  /// `width` slots a record, of this cache alone.
  public init(width: Int, byteLimit: Int = RecordCache.byteLimit) {
    self.init(sharing: SharedRows(width: width, byteLimit: byteLimit))
  }

  /// Rows that other caches share, each on one thread.
  public init(sharing rows: SharedRows) { reader = RowReader(rows) }

  /// Ties what is handed out from now on to a slice.
  public mutating func begin(_ arena: Arena) { _ = reader.begin(arena, noting: 0) }

  /// The row of a record; nil when it is not there.
  @inline(__always)
  public func find(_ record: UInt32) -> UnsafePointer<Slot>? { reader.view.find(record) }

  /// Adds a record that is not there, with a copy of its values and their bytes; gives its row, or
  /// `values` themselves when it could not be added because another cache adds a record just now.
  public mutating func add(
    _ record: UInt32, _ values: UnsafePointer<Slot>
  ) -> UnsafePointer<Slot> {
    reader.add(record, .empty, values) ?? values
  }

  /// Fetches the place of a record in the index into the processor's cache.
  @inline(__always)
  public func fetchPlace(of record: UInt32) { reader.view.fetchPlace(of: record) }

  /// Fetches the row of a record whose place was fetched before: its slots and what most texts take.
  @inline(__always)
  public func fetchRow(of record: UInt32) { reader.view.fetchRow(of: record, lines: 3) }
}
