import EventModel
import Foundation
import Testing

/// Padded bytes of a text.
func bytes(_ text: String) -> Bytes { Bytes.constant(text) }

/// Padded bytes, which need not be UTF-8.
func bytes(_ list: [UInt8]) -> Bytes { list.withUnsafeBytes { Bytes.permanentCopy(of: $0) } }

extension Bytes {
  var list: [UInt8] { Array(buffer) }
}

/// What a writer leaves in room of its own.
func written(_ capacity: Int, _ body: (UnsafeMutablePointer<UInt8>) -> Int) -> String {
  let room = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity + Bytes.slack)
  defer { room.deallocate() }
  let count = body(room)
  #expect(count <= capacity)
  return String(decoding: UnsafeBufferPointer(start: room, count: count), as: UTF8.self)
}

/// Random numbers that a printed seed repeats.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  /// The seed of RICHLINE_SEED, else a new one; it is printed when the test begins.
  init(_ test: String) {
    let given = ProcessInfo.processInfo.environment["RICHLINE_SEED"].flatMap { UInt64($0) }
    state = given ?? UInt64.random(in: 1...UInt64.max)
    print("seed of \(test): \(state)")
  }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }

  /// Up to `most` bytes out of `alphabet`.
  mutating func list(_ alphabet: [UInt8], most: Int) -> [UInt8] {
    (0..<Int.random(in: 0...most, using: &self)).map { _ in
      alphabet[Int.random(in: 0..<alphabet.count, using: &self)]
    }
  }
}
