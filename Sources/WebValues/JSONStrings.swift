import CKernels
package import EventModel

/// Where the strings of a text begin and end, found by a look over all of it before it is walked over:
/// a walk then need not compare the bytes of a string to know where the next one begins.
///
/// Shape: for one text at a time; memory for the longest is there from the begin.
package struct JSONStrings: ~Copyable {
  /// Bytes of a text at most, 64 KiB less one: lines of Snowplow's events have 2 to 10 kB. Longer ones
  /// are walked over without.
  package static let longest = Int(CK_JSON_LONGEST)

  /// One bit for each byte, set for quotes that are not escaped, and behind the last byte.
  package let quotes: UnsafeMutablePointer<UInt64>
  /// One bit for each byte, set for backslashes.
  package let slashes: UnsafeMutablePointer<UInt64>

  package init() {
    quotes = .allocate(capacity: Int(CK_JSON_WORDS))
    slashes = .allocate(capacity: Int(CK_JSON_WORDS))
  }

  deinit {
    quotes.deallocate()
    slashes.deallocate()
  }

  /// Looks over a text; false when it is too long, or one of its strings may be invalid.
  @inline(__always)
  package func find(in text: Bytes) -> Bool {
    text.count <= JSONStrings.longest
      && ck_json_strings(text.start, text.count, quotes, slashes) != 0
  }
}
