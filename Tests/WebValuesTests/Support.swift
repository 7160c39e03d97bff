import EventModel
import Foundation
import TestSupport
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

extension SeededGenerator {
  /// Up to `most` bytes out of `alphabet`.
  mutating func list(_ alphabet: [UInt8], most: Int) -> [UInt8] {
    (0..<Int.random(in: 0...most, using: &self)).map { _ in
      alphabet[Int.random(in: 0..<alphabet.count, using: &self)]
    }
  }
}
