/// A literal in the table of the filter.
struct UAPProbe: BitwiseCopyable {
  /// Longer literals are cut: eight bytes are one comparison, and rare enough.
  static let capacity = 8

  /// The literal's bytes, the first lowest, and the bits of them that count.
  let bits: UInt64
  let mask: UInt64
  /// Where its marks start in the table of marks; they end where those of the next probe start.
  let marks: UInt32
  /// Where in the literal the gram stands by which it is found.
  let offset: UInt8
  let count: UInt8
}
