import StageKit

/// Finds words in a text, whatever the case of its letters.
///
/// Cost: for each byte a look into a table of first letters; words are compared behind these only.
struct WordFinder: Sendable {
  private let words: [[UInt8]]
  private let begins: [Bool]

  /// `words` are in lower case and not empty.
  init(_ words: [String]) {
    self.words = words.map { Array($0.utf8) }
    var begins = Array(repeating: false, count: 256)
    for word in self.words { begins[Int(word[0])] = true }
    self.begins = begins
  }

  func finds(in text: Bytes) -> Bool {
    for place in 0..<text.count where begins[Int(WordFinder.small(text[place]))] {
      if words.contains(where: { stands($0, in: text, at: place) }) { return true }
    }
    return false
  }

  private func stands(_ word: [UInt8], in text: Bytes, at place: Int) -> Bool {
    guard place + word.count <= text.count else { return false }
    for i in word.indices where WordFinder.small(text[place + i]) != word[i] { return false }
    return true
  }

  /// A letter of ASCII as a small one, anything else as it is.
  private static func small(_ byte: UInt8) -> UInt8 {
    UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte ? byte | 0x20 : byte
  }
}
