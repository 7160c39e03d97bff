import EventModel

/// Input bytes of one ticket: whole lines, never moved while the ticket lives.
final class Block {
  /// What a block usually holds: large enough to pay for a ticket, which costs 20 µs, small enough for a
  /// core's cache. Blocks of 1 MiB take no less time, and with two workers 7 MB more.
  static let usualSize = 512 * 1024

  private(set) var memory: UnsafeMutablePointer<UInt8>
  private(set) var capacity: Int
  var count = 0

  init() {
    capacity = Block.usualSize
    memory = .allocate(capacity: capacity + Bytes.slack)
    memory.initialize(repeating: 0, count: capacity + Bytes.slack)
  }

  deinit { memory.deallocate() }

  var bytes: Bytes { Bytes(memory, count) }

  /// Free room behind the bytes.
  var room: UnsafeMutableRawBufferPointer {
    UnsafeMutableRawBufferPointer(start: memory + count, count: capacity - count)
  }

  /// Makes room for a longer line; what is there stays.
  func grow(to size: Int) {
    let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: size + Bytes.slack)
    larger.initialize(repeating: 0, count: size + Bytes.slack)
    larger.update(from: memory, count: count)
    memory.deallocate()
    memory = larger
    capacity = size
  }

  /// Moves the bytes from `place` on into another block, and keeps the rest.
  func split(at place: Int, into other: Block) {
    let tail = count - place
    if other.capacity < tail { other.grow(to: tail) }
    other.memory.update(from: memory + place, count: tail)
    other.count = tail
    count = place
  }

  /// Copies some of the bytes into another block.
  func copy(_ range: Range<Int>, into other: Block) {
    if other.capacity < range.count { other.grow(to: range.count) }
    other.memory.update(from: memory + range.lowerBound, count: range.count)
    other.count = range.count
  }

  /// Drops the bytes before `place`.
  func keepTail(from place: Int) {
    let tail = count - place
    memory.update(from: memory + place, count: tail)
    count = tail
  }

  /// Empties the block; one that had to grow gives the extra memory back.
  func reset() {
    count = 0
    guard capacity > Block.usualSize else { return }
    memory.deallocate()
    capacity = Block.usualSize
    memory = .allocate(capacity: capacity + Bytes.slack)
    memory.initialize(repeating: 0, count: capacity + Bytes.slack)
  }
}
