import CKernels
public import EventModel

/// Percent signs of URLs and logs: decodes and repairs them.
public enum PercentCoding {
  /// What decoding does besides `%XX`.
  public struct Options: OptionSet, Sendable {
    /// One bit an option.
    public let rawValue: UInt8
    /// The options of bits.
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// `+` is a blank, as in queries.
    public static let plusAsBlank = Options(rawValue: 1)
    /// `%25XX` is decoded twice: CloudFront encodes the percent signs of its logs once more.
    public static let undouble = Options(rawValue: 2)
  }

  /// The decoded text, cleaned, with U+FFFD for each maximal piece of broken UTF-8.
  ///
  /// Shape: escapes that are none stay; the input itself when nothing changes, else a piece of the
  /// arena. Bytes are decoded, then repaired, then cleaned.
  /// Cost: one pass, 16 bytes at a time between the places that change.
  /// Source: Snowplow Enrich, fact sheet 1.5, 2.1, 6.4.
  public static func decode(
    _ bytes: Bytes, _ options: Options = [], cleaning: TextCleaning.Mode = .none, arena: Arena
  ) -> Bytes {
    let undouble = options.contains(.undouble)
    switch (options.contains(.plusAsBlank), cleaning) {
    case (true, .full):
      return run(bytes, plus: true, undouble: undouble, mode: .full, arena: arena)
    case (true, .none):
      return run(bytes, plus: true, undouble: undouble, mode: .none, arena: arena)
    case (false, .none):
      return run(bytes, plus: false, undouble: undouble, mode: .none, arena: arena)
    case (let plus, let mode):
      return run(bytes, plus: plus, undouble: undouble, mode: mode, arena: arena)
    }
  }

  /// The bytes of a group that decoding must look at.
  @inline(__always)
  private static func marks(
    _ p: UnsafePointer<UInt8>, plus: Bool, mode: TextCleaning.Mode
  ) -> UInt32 {
    ck_decode16(p, plus ? 1 : 0, mode == .none ? 0 : 1)
  }

  /// The fast path: looks for the first byte that may change.
  @inline(__always)
  private static func run(
    _ bytes: Bytes, plus: Bool, undouble: Bool, mode: TextCleaning.Mode, arena: Arena
  ) -> Bytes {
    var at = 0
    var high: UInt32 = 0
    while at < bytes.count {
      let p = bytes.start + at
      let mask = ByteGroup.first(bytes.count &- at, marks(p, plus: plus, mode: mode))
      // Bytes behind the end may count: then the repair looks in vain.
      high |= ck_high16(p)
      if mask != 0 {
        return rewrite(
          bytes, from: at &+ mask.trailingZeroBitCount, high, plus: plus, undouble: undouble,
          mode: mode, arena: arena)
      }
      at &+= 16
    }
    return high == 0 ? bytes : UTF8Repair.repaired(bytes, arena: arena)
  }

  /// Copies the head and decodes from the first place that may change to the end.
  ///
  /// Shape: a group is copied whole and cut off where the next mark stands, so that up to 15 bytes
  /// behind the room are written and mean nothing.
  @inline(__always)
  private static func rewrite(
    _ input: Bytes, from first: Int, _ high: UInt32, plus: Bool, undouble: Bool,
    mode: TextCleaning.Mode, arena: Arena
  ) -> Bytes {
    // Cleaning may write four blanks for a tab.
    let room = arena.reserve(mode == .none ? input.count : first + (input.count - first) * 4)
    ByteGroup.copy(input.start, room, count: first)
    let end = input.end
    var read = input.start + first
    var write = room + first
    var high = high
    var changes = Changes()
    while true {
      ByteGroup.copy(read, write)
      high |= ck_high16(read)
      let mask = marks(read, plus: plus, mode: mode)
      let skip = mask == 0 ? 16 : mask.trailingZeroBitCount
      read += skip
      write += skip
      if read >= end { break }
      if mask == 0 { continue }
      repeat {
        var byte = read.pointee
        var used = 1
        if byte == 37 {
          used = escape(read, end, undouble: undouble, &byte)
        } else if plus, byte == 43 {
          byte = 32
        }
        high |= UInt32(byte & 0x80)
        write += put(byte, mode, write, isSame: used == 1 && byte == read.pointee, &changes)
        read += used
      } while read < end && read.pointee == 37
      if read >= end { break }
    }
    write -= read - end
    guard changes.isChanged else {
      return high == 0 ? input : UTF8Repair.repaired(input, arena: arena)
    }
    if changes.hasRemoved, high != 0 {
      return decodedThenCleaned(input, plus: plus, undouble: undouble, mode, arena)
    }
    let text = arena.commit(write - room)
    return high == 0 ? text : UTF8Repair.repaired(text, arena: arena)
  }

  /// What decoding has done so far.
  private struct Changes {
    var isChanged = false
    var hasRemoved = false
  }

  /// Writes one byte, or what cleaning leaves of it; gives how many bytes.
  @inline(__always)
  private static func put(
    _ byte: UInt8, _ mode: TextCleaning.Mode, _ to: UnsafeMutablePointer<UInt8>, isSame: Bool,
    _ changes: inout Changes
  ) -> Int {
    if mode == .none || (byte >= 32 && byte != 127) {
      to.pointee = byte
      if !isSame { changes.isChanged = true }
      return 1
    }
    let count = TextCleaning.put(byte, mode, to)
    if count != 1 || !isSame { changes.isChanged = true }
    if count == 0 { changes.hasRemoved = true }
    return count
  }

  /// The byte that an escape at `p` stands for, and how many bytes it takes; 1 when it is none.
  @inline(__always)
  private static func escape(
    _ p: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>, undouble: Bool, _ byte: inout UInt8
  ) -> Int {
    let value = ck_hex_pair(p + 1)
    guard value >= 0, end - p > 2 else { return 1 }
    byte = UInt8(truncatingIfNeeded: value)
    guard undouble, value == 37 else { return 3 }
    let inner = ck_hex_pair(p + 3)
    guard inner >= 0, end - p > 4 else { return 3 }
    byte = UInt8(truncatingIfNeeded: inner)
    return 5
  }

  /// Step by step: broken UTF-8 between controls that are removed must not join.
  @inline(never)
  private static func decodedThenCleaned(
    _ input: Bytes, plus: Bool, undouble: Bool, _ mode: TextCleaning.Mode, _ arena: Arena
  ) -> Bytes {
    var options: Options = undouble ? .undouble : []
    if plus { options.insert(.plusAsBlank) }
    let text = PercentCoding.decode(input, options, arena: arena)
    return TextCleaning.cleaned(text, mode, arena: arena)
  }
}
