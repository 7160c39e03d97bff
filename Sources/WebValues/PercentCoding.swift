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
    var mask = ck_equal16(p, 37)
    if plus { mask |= ck_equal16(p, 43) }
    if mode != .none { mask |= ByteGroup.controls(p) }
    return mask
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
      let left = bytes.count &- at
      let mask = ByteGroup.first(left, marks(p, plus: plus, mode: mode))
      high |= ByteGroup.first(left, ck_high16(p))
      if mask != 0 {
        var state = Rewriting(bytes, at &+ mask.trailingZeroBitCount, mode, arena)
        state.hasHigh = high != 0
        rewrite(&state, plus: plus, undouble: undouble, mode: mode)
        return state.result(plus: plus, undouble: undouble, mode: mode)
      }
      at &+= 16
    }
    return high == 0 ? bytes : UTF8Repair.repaired(bytes, arena: arena)
  }

  /// Copies and decodes from the first place that may change to the end.
  @inline(__always)
  private static func rewrite(
    _ state: inout Rewriting, plus: Bool, undouble: Bool, mode: TextCleaning.Mode
  ) {
    let end = state.input.end
    var read = state.input.start + state.first
    var write = state.room + state.first
    var high: UInt32 = 0
    var changes = 0
    while read < end {
      let left = end - read
      ByteGroup.copy(read, write)
      high |= ByteGroup.first(left, ck_high16(read))
      let mask = ByteGroup.first(left, marks(read, plus: plus, mode: mode))
      let skip = mask == 0 ? min(left, 16) : mask.trailingZeroBitCount
      read += skip
      write += skip
      if mask == 0 { continue }
      var byte = read.pointee
      let used = plus && byte == 43 ? 1 : escape(read, end, undouble: undouble, &byte)
      if plus && read.pointee == 43 { byte = 32 }
      high |= UInt32(byte & 0x80)
      let put = TextCleaning.put(byte, mode, write)
      if used != 1 || put != 1 || byte != read.pointee { changes |= put == 0 ? 3 : 1 }
      read += used
      write += put
    }
    state.written = write - state.room
    state.hasHigh = state.hasHigh || high != 0
    state.isChanged = changes != 0
    state.hasRemoved = changes & 2 != 0
  }

  /// The byte that an escape at `p` stands for, and how many bytes it takes; 1 when it is none.
  @inline(__always)
  private static func escape(
    _ p: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>, undouble: Bool, _ byte: inout UInt8
  ) -> Int {
    guard byte == 37, end - p > 2 else { return 1 }
    let value = ASCII.hexPair(p + 1)
    guard value >= 0 else { return 1 }
    byte = UInt8(truncatingIfNeeded: value)
    guard undouble, value == 37, end - p > 4 else { return 3 }
    let inner = ASCII.hexPair(p + 3)
    guard inner >= 0 else { return 3 }
    byte = UInt8(truncatingIfNeeded: inner)
    return 5
  }

  /// A decoding that has met something to change.
  private struct Rewriting {
    let input: Bytes
    let first: Int
    let arena: Arena
    let room: UnsafeMutablePointer<UInt8>
    var written = 0
    var hasHigh = false
    var isChanged = false
    var hasRemoved = false

    /// Takes room, in which cleaning may write four blanks for a tab, and copies the head.
    @inline(__always)
    init(_ input: Bytes, _ first: Int, _ mode: TextCleaning.Mode, _ arena: Arena) {
      self.input = input
      self.first = first
      self.arena = arena
      room = arena.reserve(mode == .none ? input.count : first + (input.count - first) * 4)
      room.update(from: input.start, count: first)
    }

    /// Keeps what was written; broken UTF-8 between removed controls must not join, so that rare
    /// case goes step by step.
    @inline(__always)
    func result(plus: Bool, undouble: Bool, mode: TextCleaning.Mode) -> Bytes {
      if !isChanged { return hasHigh ? UTF8Repair.repaired(input, arena: arena) : input }
      if hasRemoved && hasHigh {
        var options: Options = undouble ? .undouble : []
        if plus { options.insert(.plusAsBlank) }
        let text = PercentCoding.decode(input, options, arena: arena)
        return TextCleaning.cleaned(text, mode, arena: arena)
      }
      let text = arena.commit(written)
      return hasHigh ? UTF8Repair.repaired(text, arena: arena) : text
    }
  }
}
