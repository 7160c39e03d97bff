import TestSupport

/// A value of a row.
enum Value {
  case none
  case number(UInt64)
  /// A text, and whether it is said to be clean.
  case text([UInt8], Bool)

  init(_ random: inout SeededGenerator) {
    switch Int.random(in: 0..<8, using: &random) {
    case 0, 1: self = .none
    case 2: self = .number(UInt64.random(in: 0...10_050, using: &random))
    case 3: self = .text(random.bytes(upTo: 40, of: "abc\t\u{7f}défghijklmnopqrstuvwxyz"), false)
    default:
      let text = random.bytes(upTo: 60, of: "abcdéfghijklmnopqrstuvwxyz")
      self = .text(text, Bool.random(using: &random))
    }
  }
}

extension SeededGenerator {
  /// Up to so many bytes of those of a text.
  mutating func bytes(upTo count: Int, of text: String) -> [UInt8] {
    let all = Array(text.utf8)
    return (0..<Int.random(in: 0...count, using: &self)).map { _ in
      all[Int.random(in: 0..<all.count, using: &self)]
    }
  }
}
