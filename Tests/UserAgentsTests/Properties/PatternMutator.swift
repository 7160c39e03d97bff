import StageTesting

/// Changes patterns as a later version of the rules might, and as none ever would.
struct PatternMutator {
  let patterns: [String]
  var random: RandomBytes

  private static let insertions = [
    "(?=.)", "(?!zz)", "(?<=a)", "(?<!z)", "(?i)", "(?:", ")", "(", "|", "|)", "?", "*", "+",
    "{0,3}",
    "{2}", "{0,2}?", ".", ".{0,20}", "\\d", "\\b", "\\", "[", "]", "[^a]", "[a-f]", "^", "$", "é",
    "É",
    "日", "\\x41", "\\1", "(?i:", "(?>", "{", "}", "-", "\\Q", "\\E", "(?x)", "(?#", "(*ACCEPT)",
    "\\K",
    "[[:alpha:]]", "(?R)?", "(?1)", "\\.", " ", "#", "(?|", "+?", "++", "\\R", "\\s",
  ]

  mutating func next() -> String {
    let pattern = patterns[random.below(patterns.count)]
    switch random.below(10) {
    case 0: return "(?:\(pattern)){0,3}"
    case 1: return "\(pattern)|\(patterns[random.below(patterns.count)])"
    case 2: return "(?i)\(pattern).{0,20}?(?:\(patterns[random.below(patterns.count)])|)"
    case 3: return "(?=.{0,60}x)\(pattern)(?!x)"
    case 4: return String(pattern.map { $0.isLetter ? "." : $0 })
    default:
      var bytes = Array(pattern.utf8)
      for _ in 0...random.below(3) { edit(&bytes) }
      return String(decoding: bytes, as: UTF8.self)
    }
  }

  private mutating func edit(_ bytes: inout [UInt8]) {
    let place = random.below(bytes.count + 1)
    if random.below(4) == 0, place < bytes.count {
      bytes.remove(at: place)
    } else {
      let piece = PatternMutator.insertions[random.below(PatternMutator.insertions.count)]
      bytes.insert(contentsOf: piece.utf8, at: place)
    }
  }

  /// A pattern over few letters, so that short texts match it.
  mutating func small(_ depth: Int = 3) -> String {
    var text = random.below(12) == 0 ? "(?x)" : ""
    for _ in 0...random.below(4) {
      text += atom(depth) + quantifier()
      if random.below(10) == 0 { text += quantifier() }
    }
    return random.below(6) == 0 && depth > 0 ? text + "|" + small(depth - 1) : text
  }

  private mutating func atom(_ depth: Int) -> String {
    let letters = ["a", "b", "A", "ab", "bc", "\\.", "é", "É", "-", "ac", "abc", "B", "a b"]
    let rare = [
      ".", "\\d", "\\w", "^", "$", "\\b", "[ab]", "[^a]", "[A-C]", "[]a]", "[a\\-]", "[b-]",
      "[[:upper:]]",
      "(?i)", "(?-i)", "(?=a)", "(?!b)", "(?<=a)", "(?<!b)", "\\x61", "\\1", "{", "}", "{,2}",
      "\\Qa\\E",
      "(?R)?", "(?1)", "(*SKIP)", "(?x)", "\\K", "\\N", "[\\x61]", "[\\d]", "[é]", "\\t", "a b",
      "(?#a)",
    ]
    switch random.below(10) {
    case 0..<5: return letters[random.below(letters.count)]
    case 5..<7: return rare[random.below(rare.count)]
    default:
      guard depth > 0 else { return "a" }
      let opens = ["(", "(?:", "(?i:", "(?>", "(?|", "(?<n>", "(?=", "(?!"]
      let empty = random.below(4) == 0 ? "|" : ""
      return opens[random.below(3 + random.below(6))] + small(depth - 1) + empty + ")"
    }
  }

  private mutating func quantifier() -> String {
    let all = [
      "?", "*", "+", "{0,3}", "{2}", "{1,2}", "{0}", "{2,}", "??", "*+", "{1,3}?", "{0,2}+",
    ]
    return random.below(3) == 0 ? all[random.below(all.count)] : ""
  }
}
