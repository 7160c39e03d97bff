import EventModel

/// How a row stands in memory: its slots, the length and the bytes of its key when rows have keys, the
/// bytes of its texts.
struct RowForm: Sendable {
  /// Slots of a row.
  let width: Int
  /// Without keys a tag names a row alone.
  let hasKeys: Bool

  /// Bytes of the first chunk: small runs meet a few hundred places.
  static let firstChunk = 256 * 1024

  /// Bytes of the chunks behind it. Rows without keys are records of large tables, which are asked in
  /// any order: they get large pages.
  var laterChunk: Int { hasKeys ? RowForm.firstChunk : 2 * 1024 * 1024 }

  /// What a row takes, whole lines of memory.
  func size(_ key: Bytes, _ values: UnsafePointer<Slot>) -> Int {
    var size = width * MemoryLayout<Slot>.stride
    if hasKeys { size += MemoryLayout<Int>.size + key.count }
    for place in 0..<width where values[place].hasBytes { size += Int(values[place].count) }
    return (size + 63) & ~63
  }

  /// Writes a row to where there is room for its size.
  func write(
    _ key: Bytes, _ values: UnsafePointer<Slot>, to memory: UnsafeMutableRawPointer
  ) -> UnsafePointer<Slot> {
    let row = memory.bindMemory(to: Slot.self, capacity: width)
    var next = UnsafeMutableRawPointer(row + width)
    if hasKeys {
      next.storeBytes(of: key.count, as: Int.self)
      next += MemoryLayout<Int>.size
      next.copyMemory(from: key.start, byteCount: key.count)
      next += key.count
    }
    for place in 0..<width {
      let value = values[place]
      row[place] = value
      guard value.hasBytes else { continue }
      let bytes = value.bytes
      next.copyMemory(from: bytes.start, byteCount: bytes.count)
      let start = UnsafePointer(next.assumingMemoryBound(to: UInt8.self))
      row[place] = value.moved(to: Bytes(start, bytes.count))
      next += bytes.count
    }
    return UnsafePointer(row)
  }
}

extension Slot {
  /// Whether `bytes` are those of the value.
  fileprivate var hasBytes: Bool { kind == .text || kind == .json || kind == .decimal }
}
