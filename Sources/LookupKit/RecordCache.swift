public import EventModel

/// What one worker made of the records of one version of a table, by their numbers.
///
/// Shape: a row of slots a record, with the bytes of its texts behind it, so that a row is read from
/// three lines of memory beside each other; emptied whole when it is full. What is handed out is good
/// as long as the slice for which `begin` was called.
/// Cost: a look-up is a multiplication and a line of memory; memory grows with what is kept, up to
/// `byteLimit`, twice while a slice still uses what was emptied.
public struct RecordCache {
  /// Bytes of rows and index at most: eight values of 120,000 records. A GeoLite2-City has 458,000,
  /// and 200,000 visitors at random meet about a fifth of them.
  public static let byteLimit = 24 * 1024 * 1024

  private let width: Int
  private let byteLimit: Int
  private var memory: RecordMemory
  private var slice: Arena?

  /// `width` slots a record.
  public init(width: Int, byteLimit: Int = RecordCache.byteLimit) {
    self.width = width
    self.byteLimit = byteLimit
    memory = RecordMemory(width: width)
  }

  /// Ties what is handed out from now on to a slice.
  public mutating func begin(_ arena: Arena) {
    slice = arena
    arena.keep(memory)
  }

  /// The row of a record; nil when it is not there.
  @inline(__always)
  public func find(_ record: UInt32) -> UnsafePointer<Slot>? { memory.find(record) }

  /// Adds a record that is not there, with a copy of its values and their bytes; gives its row.
  public mutating func add(
    _ record: UInt32, _ values: UnsafePointer<Slot>
  ) -> UnsafePointer<Slot> {
    if memory.byteCount >= byteLimit {
      memory = RecordMemory(width: width)
      slice?.keep(memory)
    }
    return memory.add(record, values)
  }

  /// Fetches the place of a record in the index into the processor's cache.
  @inline(__always)
  public func fetchPlace(of record: UInt32) { memory.fetchPlace(of: record) }

  /// Fetches the row of a record whose place was fetched before.
  @inline(__always)
  public func fetchRow(of record: UInt32) { memory.fetchRow(of: record) }
}
