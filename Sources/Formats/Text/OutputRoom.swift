import CKernels
import StageKit

/// Room of an output buffer in hand: values are written into it without a look at the buffer.
///
/// Shape: what `finish` has not been told of is not in the buffer. Behind the room are
/// `Bytes.slack` writable bytes, so that copies go by whole groups of 16.
struct OutputRoom {
  private let buffer: OutputBuffer
  private var start: UnsafeMutablePointer<UInt8>
  private var end: UnsafeMutablePointer<UInt8>
  /// Where the next byte goes; the caller has asked for the room.
  private(set) var at: UnsafeMutablePointer<UInt8>

  /// What is taken of the buffer at once: a few rows.
  static let piece = 16 * 1024

  init(_ buffer: OutputBuffer) {
    self.buffer = buffer
    start = buffer.reserve(OutputRoom.piece)
    end = start + OutputRoom.piece
    at = start
  }

  /// Makes room for `count` bytes.
  @inline(__always)
  mutating func need(_ count: Int) {
    if end - at < count { grow(count) }
  }

  private mutating func grow(_ count: Int) {
    finish()
    let size = max(count, OutputRoom.piece)
    start = buffer.reserve(size)
    end = start + size
    at = start
  }

  /// Gives what was written to the buffer.
  mutating func finish() {
    buffer.commit(at - start)
    start = at
  }

  /// Behind the last byte of the room.
  @inline(__always)
  var limit: UnsafePointer<UInt8> { UnsafePointer(end) }

  /// Keeps all bytes before `place`, which is in the room.
  @inline(__always)
  mutating func advance(to place: UnsafeMutablePointer<UInt8>) { at = place }

  /// Keeps bytes that were written at `at`.
  @inline(__always)
  mutating func advance(_ count: Int) { at += count }

  @inline(__always)
  mutating func put(_ byte: UInt8) {
    need(1)
    at.pointee = byte
    at += 1
  }

  @inline(__always)
  mutating func put(_ bytes: Bytes) {
    _ = copy(bytes, unless: { _ in 0 })
  }

  mutating func put(_ text: StaticString) {
    need(text.utf8CodeUnitCount)
    at.update(from: text.utf8Start, count: text.utf8CodeUnitCount)
    at += text.utf8CodeUnitCount
  }

  /// Puts the same byte `count` times.
  @inline(__always)
  mutating func put(_ byte: UInt8, times count: Int) {
    need(count)
    var done = 0
    while done < count {
      OutputRoom.putGroup(byte, at + done)
      done &+= 16
    }
    at += count
  }

  /// Writes the same byte 16 times.
  @inline(__always)
  static func putGroup(_ byte: UInt8, _ to: UnsafeMutablePointer<UInt8>) {
    let group = SIMD16<UInt8>(repeating: byte)
    UnsafeMutableRawPointer(to).storeBytes(of: group, as: SIMD16<UInt8>.self)
  }

  /// Copies a run; false, with nothing kept, when `marks` has a bit for one of its bytes.
  ///
  /// Cost: one pass by groups of 16 bytes, of which `marks` gives a bit each.
  @inline(__always)
  mutating func copy(_ bytes: Bytes, unless marks: (UnsafePointer<UInt8>) -> UInt32) -> Bool {
    need(bytes.count)
    var left = bytes.count
    var read = bytes.start
    var write = at
    var found: UInt32 = 0
    while left >= 16 {
      found |= marks(read)
      OutputRoom.copyGroup(read, write)
      read += 16
      write += 16
      left &-= 16
    }
    if left > 0 {
      found |= marks(read) & ((1 &<< UInt32(truncatingIfNeeded: left)) &- 1)
      OutputRoom.copyGroup(read, write)
    }
    guard found == 0 else { return false }
    at += bytes.count
    return true
  }

  @inline(__always)
  private static func copyGroup(
    _ from: UnsafePointer<UInt8>, _ to: UnsafeMutablePointer<UInt8>
  ) {
    let group = UnsafeRawPointer(from).loadUnaligned(as: SIMD16<UInt8>.self)
    UnsafeMutableRawPointer(to).storeBytes(of: group, as: SIMD16<UInt8>.self)
  }
}
