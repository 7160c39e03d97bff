import EventModel

/// One worker's way to shared rows: what it finds rows in, and what the slice in hand keeps of it.
struct RowReader {
  private let rows: SharedRows
  private var memory: RowMemory
  private(set) var view: RowView
  private var slice: Arena?

  init(_ rows: SharedRows) {
    self.rows = rows
    (memory, view) = rows.first()
  }

  /// Ties what is found from now on to a slice; false when the number of hits could not be noted, since
  /// another worker adds a row just now.
  mutating func begin(_ arena: Arena, noting hits: Int) -> Bool {
    slice = arena
    let current = rows.current(noting: hits)
    if let current { (memory, view) = current }
    arena.keep(memory)
    return current != nil
  }

  /// Adds a row, or finds that another worker has; nil as `SharedRows.add` has it.
  mutating func add(
    _ tag: UInt32, _ key: Bytes, _ values: UnsafePointer<Slot>
  ) -> UnsafePointer<Slot>? {
    guard let added = rows.add(tag, key, values) else { return nil }
    if added.memory !== memory {
      memory = added.memory
      slice?.keep(memory)
    }
    view = added.view
    return added.row
  }
}
