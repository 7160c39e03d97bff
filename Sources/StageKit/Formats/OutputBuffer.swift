/// Bytes on their way to a sink: grows, keeps its memory, counts nothing.
public final class OutputBuffer {
  /// Where the first byte stands; until the next one that makes it grow.
  public private(set) var start: UnsafeMutablePointer<UInt8>
  public private(set) var count = 0
  private var capacity: Int

  /// Makes a buffer with room for so many bytes; it grows when they do not suffice.
  public init(capacity: Int = 64 * 1024) {
    self.capacity = capacity
    start = .allocate(capacity: capacity + Bytes.slack)
  }

  deinit { start.deallocate() }

  /// Room for `count` bytes more, and `Bytes.slack` behind them.
  public func reserve(_ more: Int) -> UnsafeMutablePointer<UInt8> {
    if count + more > capacity { grow(more) }
    return start + count
  }

  /// Keeps bytes that were written into the room.
  public func commit(_ more: Int) { count += more }

  public func append(_ bytes: Bytes) {
    reserve(bytes.count).update(from: bytes.start, count: bytes.count)
    count += bytes.count
  }

  public func append(_ byte: UInt8) {
    reserve(1).pointee = byte
    count += 1
  }

  public func append(_ text: StaticString) {
    reserve(text.utf8CodeUnitCount).update(from: text.utf8Start, count: text.utf8CodeUnitCount)
    count += text.utf8CodeUnitCount
  }

  /// Appends a Swift text; for what is written once in a while.
  public func append(_ text: String) {
    var text = text
    text.withUTF8 { utf8 in
      let room = reserve(utf8.count)
      if let base = utf8.baseAddress { room.update(from: base, count: utf8.count) }
      count += utf8.count
    }
  }

  /// Forgets the bytes and keeps the room.
  public func removeAll() { count = 0 }

  /// What was written, until the next change.
  public var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: start, count: count) }

  private func grow(_ more: Int) {
    capacity = max(capacity * 2, count + more)
    let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity + Bytes.slack)
    larger.update(from: start, count: count)
    start.deallocate()
    start = larger
  }
}
