/// Words that never change, for loops that copy them.
final class UAPWords: @unchecked Sendable {
  // Sendable: written in `init` only.

  let memory: UnsafePointer<UInt64>
  let count: Int
  private let room: UnsafeMutablePointer<UInt64>

  init(_ words: [UInt64]) {
    count = words.count
    room = .allocate(capacity: count)
    for (place, word) in words.enumerated() { (room + place).initialize(to: word) }
    memory = UnsafePointer(room)
  }

  deinit { room.deallocate() }
}
