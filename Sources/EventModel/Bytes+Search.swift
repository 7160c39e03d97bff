private import CKernels

#if canImport(Glibc)
  private import Glibc
#elseif canImport(Musl)
  private import Musl
#endif

extension Bytes {
  /// Whether two runs hold the same bytes.
  public static func == (a: Bytes, b: Bytes) -> Bool {
    a.count == b.count && memcmp(a.start, b.start, a.count) == 0
  }

  /// Whether two runs differ in a byte or in length.
  public static func != (a: Bytes, b: Bytes) -> Bool { !(a == b) }

  /// Whether the run holds exactly the bytes of a literal.
  public static func == (a: Bytes, b: StaticString) -> Bool {
    a.count == b.utf8CodeUnitCount && memcmp(a.start, b.utf8Start, a.count) == 0
  }

  /// Whether the run is not exactly the bytes of a literal.
  public static func != (a: Bytes, b: StaticString) -> Bool { !(a == b) }

  /// Byte by byte order, as `memcmp`; a prefix comes first.
  public static func < (a: Bytes, b: Bytes) -> Bool {
    let order = memcmp(a.start, b.start, min(a.count, b.count))
    return order == 0 ? a.count < b.count : order < 0
  }

  /// The place of the first `byte` at or behind `from`; nil when there is none.
  public func firstIndex(of byte: UInt8, from: Int = 0) -> Int? {
    guard from < count, let hit = memchr(start + from, Int32(byte), count - from) else {
      return nil
    }
    return UnsafeRawPointer(hit) - UnsafeRawPointer(start)
  }

  /// The place of the first byte that is `a` or `b`; nil when there is none.
  package func firstIndex(ofEither a: UInt8, _ b: UInt8) -> Int? {
    var at = 0
    while at < count {
      let hits = ck_either64(start + at, a, b)
      at &+= hits == 0 ? 64 : hits.trailingZeroBitCount
      if hits != 0 { return at < count ? at : nil }
    }
    return nil
  }

  /// The place of the last `byte`; nil when there is none.
  public func lastIndex(of byte: UInt8) -> Int? {
    var i = count
    while i > 0 {
      i -= 1
      if start[i] == byte { return i }
    }
    return nil
  }

  /// Whether the byte occurs.
  public func contains(_ byte: UInt8) -> Bool { firstIndex(of: byte) != nil }

  /// Whether the run begins with the bytes of a literal.
  public func hasPrefix(_ text: StaticString) -> Bool {
    count >= text.utf8CodeUnitCount && memcmp(start, text.utf8Start, text.utf8CodeUnitCount) == 0
  }

  /// Whether the run begins with another one.
  public func hasPrefix(_ bytes: Bytes) -> Bool {
    count >= bytes.count && memcmp(start, bytes.start, bytes.count) == 0
  }

  /// Whether the run ends with the bytes of a literal.
  public func hasSuffix(_ text: StaticString) -> Bool {
    let n = text.utf8CodeUnitCount
    return count >= n && memcmp(start + (count - n), text.utf8Start, n) == 0
  }

  /// Whether the run equals a literal in lower case when its own ASCII capitals are folded.
  public func equalsFolded(_ lower: StaticString) -> Bool {
    guard count == lower.utf8CodeUnitCount else { return false }
    for i in 0..<count {
      var c = start[i]
      if c >= 65 && c <= 90 { c |= 32 }
      if c != lower.utf8Start[i] { return false }
    }
    return true
  }

  /// A hash of the bytes: equal runs give equal values within one build of the program.
  ///
  /// Cost: a multiplication for 16 bytes.
  public var hash: UInt64 {
    let raw = UnsafeRawPointer(start)
    var h = UInt64(truncatingIfNeeded: count) &* 0x9e37_79b9_7f4a_7c15 ^ 0x2545_f491_4f6c_dd1d
    var i = 0
    while i &+ 16 <= count {
      let low = raw.loadUnaligned(fromByteOffset: i, as: UInt64.self)
      let high = raw.loadUnaligned(fromByteOffset: i &+ 8, as: UInt64.self)
      h = Bytes.mix(low ^ 0xa076_1d64_78bd_642f, high ^ h)
      i &+= 16
    }
    let left = count &- i
    guard left > 0 else { return h }
    var low = raw.loadUnaligned(fromByteOffset: i, as: UInt64.self)
    var high = raw.loadUnaligned(fromByteOffset: i &+ 8, as: UInt64.self)
    if left < 8 {
      low &= (1 &<< UInt64(truncatingIfNeeded: left &* 8)) &- 1
      high = 0
    } else {
      high &= (1 &<< UInt64(truncatingIfNeeded: (left &- 8) &* 8)) &- 1
    }
    return Bytes.mix(low ^ 0xa076_1d64_78bd_642f, high ^ h)
  }

  @inline(__always)
  private static func mix(_ a: UInt64, _ b: UInt64) -> UInt64 {
    let wide = a.multipliedFullWidth(by: b)
    return wide.high ^ wide.low
  }
}
