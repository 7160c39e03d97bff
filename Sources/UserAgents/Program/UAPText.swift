/// Single bytes beside each other, as one comparison.
struct UAPText {
  /// How many pieces it covers: two to eight, or none.
  private(set) var count = 0
  private(set) var op = UAPOp(code: .text)

  /// Takes from the start of `pieces` what one comparison can tell.
  init(_ pieces: ArraySlice<UAPNode>) {
    for piece in pieces.prefix(8) {
      guard case .byte(let set) = piece, let (byte, anyCase) = UAPText.byte(set) else { break }
      if anyCase {
        // Letters of one case before cannot be compared in any case.
        guard op.code == .foldedText || !hasLetter else { break }
        op.code = .foldedText
      } else if op.code == .foldedText, UAPLiteral.isLetter(byte) {
        break
      }
      op.text |= UInt64(byte) << UInt64(8 * count)
      if UAPLiteral.isLetter(byte) { hasLetter = true }
      count += 1
    }
    op.length = UInt8(count)
  }

  private var hasLetter = false

  /// The byte of a set, folded when the set is a letter in both cases.
  private static func byte(_ set: UAPByteSet) -> (byte: UInt8, anyCase: Bool)? {
    let bytes = set.count <= 2 ? set.bytes : []
    if bytes.count == 1 { return (bytes[0], false) }
    guard bytes.count == 2, UAPLiteral.isLetter(bytes[1]), bytes[0] | 0x20 == bytes[1] else {
      return nil
    }
    return (bytes[1], true)
  }
}
