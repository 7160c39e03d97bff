extension TimestampText {
  /// A time as `2026-11-21T23:12:24.000Z`; nil for years that have more than four digits.
  package static func rfc3339(_ milliseconds: Int64) -> String? {
    guard isWritable(milliseconds) else { return nil }
    return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: capacity) { room in
      guard let start = room.baseAddress else { return nil }
      let count = writeRFC3339(milliseconds, start)
      return String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    }
  }
}
