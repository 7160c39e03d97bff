import EventModel

/// Folds the case of ASCII letters.
enum UAPFold {
  /// Writes `text` folded, with `Bytes.slack` zeros behind; says whether it is all ASCII.
  ///
  /// Shape: `room` has space for the text and `Bytes.slack` bytes more.
  static func fold(_ text: Bytes, to room: UnsafeMutablePointer<UInt8>) -> Bool {
    typealias Group = SIMD16<UInt8>
    let (from, to) = (UnsafeRawPointer(text.start), UnsafeMutableRawPointer(room))
    let first = Group(repeating: UInt8(ascii: "A"))
    let letters = Group(repeating: 26)
    let bit = Group(repeating: 0x20)
    let zero = Group(repeating: 0)
    var all = zero
    var place = 0
    while place &+ 16 <= text.count {
      let group = from.loadUnaligned(fromByteOffset: place, as: Group.self)
      all |= group
      let folded = group | zero.replacing(with: bit, where: (group &- first) .< letters)
      to.storeBytes(of: folded, toByteOffset: place, as: Group.self)
      place &+= 16
    }
    var rest: UInt8 = 0
    while place < text.count {
      rest |= text[place]
      room[place] = UAPLiteral.folded(text[place])
      place &+= 1
    }
    for offset in stride(from: 0, to: Bytes.slack, by: 16) {
      to.storeBytes(of: zero, toByteOffset: place &+ offset, as: Group.self)
    }
    let halves = unsafeBitCast(all, to: SIMD2<UInt64>.self)
    return (halves[0] | halves[1]) & 0x8080_8080_8080_8080 == 0 && rest < 0x80
  }
}
