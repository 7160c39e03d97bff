/// What stands before the packed bytes of a gzip member, read in whatever pieces it comes.
///
/// Shape: nothing of it is kept. Faults have the words of zlib.
/// Source: RFC 1952, 2.3.
struct GzipHeader {
  enum Step: Equatable {
    case more
    /// The packed bytes begin.
    case over
    case fault(String)
  }

  private enum Part { case fixed, extraLength, extra, name, comment, checksum }

  private static let hasChecksum: UInt8 = 2
  private static let hasExtra: UInt8 = 4
  private static let hasName: UInt8 = 8
  private static let hasComment: UInt8 = 16
  /// Bits that mean nothing so far.
  private static let reserved: UInt8 = 0xE0
  /// Mark, method, flags, time, effort, system.
  private static let fixedSize = 10

  private var part = Part.fixed
  /// Bytes of the part that were read.
  private var place = 0
  private var flags: UInt8 = 0
  private var extraLength = 0
  private var crc = CRC32()
  private var stated: UInt16 = 0

  mutating func read(_ bytes: UnsafeRawBufferPointer) -> (used: Int, step: Step) {
    for (index, byte) in bytes.enumerated() {
      let step = take(byte)
      if step != .more { return (index + 1, step) }
    }
    return (bytes.count, .more)
  }

  private mutating func take(_ byte: UInt8) -> Step {
    if part != .checksum { crc.add(byte) }
    place += 1
    switch part {
    case .fixed: return takeFixed(byte)
    case .extraLength:
      extraLength |= Int(byte) << (8 * (place - 1))
      guard place == 2 else { return .more }
      return extraLength > 0 ? go(to: .extra) : begin(after: .extra)
    case .extra: return place == extraLength ? begin(after: .extra) : .more
    case .name: return byte == 0 ? begin(after: .name) : .more
    case .comment: return byte == 0 ? begin(after: .comment) : .more
    case .checksum:
      stated |= UInt16(byte) << UInt16(8 * (place - 1))
      guard place == 2 else { return .more }
      return stated == UInt16(truncatingIfNeeded: crc.value)
        ? .over : .fault("header crc mismatch")
    }
  }

  private mutating func takeFixed(_ byte: UInt8) -> Step {
    switch place {
    case 1: return byte == 0x1F ? .more : .fault("incorrect header check")
    case 2: return byte == 0x8B ? .more : .fault("incorrect header check")
    case 3: return byte == 8 ? .more : .fault("unknown compression method")
    case 4:
      flags = byte
      return byte & GzipHeader.reserved == 0 ? .more : .fault("unknown header flags set")
    default: return place == GzipHeader.fixedSize ? begin(after: .fixed) : .more
    }
  }

  /// Begins with the next part that the flags announce.
  private mutating func begin(after done: Part) -> Step {
    if done == .fixed, flags & GzipHeader.hasExtra != 0 { return go(to: .extraLength) }
    if [.fixed, .extra].contains(done), flags & GzipHeader.hasName != 0 { return go(to: .name) }
    if done != .comment, flags & GzipHeader.hasComment != 0 { return go(to: .comment) }
    return flags & GzipHeader.hasChecksum != 0 ? go(to: .checksum) : .over
  }

  private mutating func go(to next: Part) -> Step {
    part = next
    place = 0
    return .more
  }
}

/// The checksum of gzip, bit by bit: for headers of a few bytes.
struct CRC32 {
  private var register: UInt32 = ~0
  var value: UInt32 { ~register }

  mutating func add(_ byte: UInt8) {
    register ^= UInt32(byte)
    for _ in 0..<8 { register = register & 1 == 0 ? register >> 1 : register >> 1 ^ 0xEDB8_8320 }
  }
}
