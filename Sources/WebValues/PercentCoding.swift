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
  @inline(__always)
  public static func decode(
    _ bytes: Bytes, _ options: Options = [], cleaning: TextCleaning.Mode = .none, arena: Arena
  ) -> Bytes {
    // Short values mostly hold none but bytes that stay: nothing at or below `+`, nothing from 127 on.
    bytes.count <= 64 && ck_is_within(bytes.start, bytes.count, 44, 126) != 0
      ? bytes : decodeMarked(bytes, options, cleaning, arena)
  }

  @inline(never)
  private static func decodeMarked(
    _ bytes: Bytes, _ options: Options, _ cleaning: TextCleaning.Mode, _ arena: Arena
  ) -> Bytes {
    // Cleaning may write four blanks for a tab.
    let room = arena.reserve(cleaning == .none ? bytes.count : bytes.count &* 4)
    let done = ck_decode(
      bytes.start, bytes.count, room, options.contains(.plusAsBlank) ? 1 : 0,
      options.contains(.undouble) ? 1 : 0, cleaning.number)
    if done.what == 0 { return bytes }
    if done.what == UInt32(CK_CHANGED) { return arena.commit(done.count) }
    return finished(bytes, done, options, cleaning, arena)
  }

  /// What the loop left to do: the repair of broken UTF-8.
  @inline(never)
  private static func finished(
    _ bytes: Bytes, _ done: ck_decoded, _ options: Options, _ cleaning: TextCleaning.Mode,
    _ arena: Arena
  ) -> Bytes {
    guard done.what & UInt32(CK_CHANGED) != 0 else {
      return UTF8Repair.repaired(bytes, arena: arena)
    }
    guard done.what & UInt32(CK_HIGH) != 0 else { return arena.commit(done.count) }
    if done.what & UInt32(CK_REMOVED) != 0 {
      // Step by step: broken UTF-8 between controls that are removed must not join.
      let text = decode(bytes, options, arena: arena)
      return TextCleaning.cleaned(text, cleaning, arena: arena)
    }
    return UTF8Repair.repaired(arena.commit(done.count), arena: arena)
  }
}

extension TextCleaning.Mode {
  /// The same for the loop.
  fileprivate var number: Int32 {
    switch self {
    case .none: Int32(CK_RAW)
    case .agent: Int32(CK_AGENT)
    case .full: Int32(CK_FULL)
    }
  }
}
