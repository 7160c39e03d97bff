import CKernels
import EventModel

/// Sixteen bytes at a time: what the loops of this module share.
///
/// Shape: every pointer has `Bytes.slack` readable bytes behind its run, writable ones in an arena.
enum ByteGroup {
  @inline(__always)
  static func copy(_ from: UnsafePointer<UInt8>, _ to: UnsafeMutablePointer<UInt8>) {
    let group = UnsafeRawPointer(from).loadUnaligned(as: SIMD16<UInt8>.self)
    UnsafeMutableRawPointer(to).storeBytes(of: group, as: SIMD16<UInt8>.self)
  }

  /// Copies `count` bytes by whole groups, the last of which may reach beyond.
  @inline(__always)
  static func copy(
    _ from: UnsafePointer<UInt8>, _ to: UnsafeMutablePointer<UInt8>, count: Int
  ) {
    var at = 0
    while at < count {
      copy(from + at, to + at)
      at &+= 16
    }
  }

  /// The bits of a mask that stand for the first `left` bytes.
  @inline(__always)
  static func first(_ left: Int, _ mask: UInt32) -> UInt32 {
    left >= 16 ? mask : mask & ((1 &<< UInt32(truncatingIfNeeded: left)) &- 1)
  }

  /// One bit a byte that cleaning must look at: ASCII controls and 127.
  @inline(__always)
  static func controls(_ p: UnsafePointer<UInt8>) -> UInt32 {
    ck_below16(p, 32) | ck_equal16(p, 127)
  }
}
