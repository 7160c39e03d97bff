import TestSupport

/// Files at random: lists and maps in every style, comments anywhere.
enum RandomYAML {
  static func text(_ random: inout SeededGenerator) -> String {
    var lines: [String] = []
    block(depth: 0, indent: 0, &lines, &random)
    return lines.joined(separator: "\n") + "\n"
  }

  private static let texts = [
    "x", "a b", "5", "-1.5", "true", "~", "null", "", "'q'", "\"q\"", "'it''s'", "\"a\\tb\"",
    "'5'", "\"no\"", "x/{y}", "a:b", "'a: b'", "\"#\"", "a == \"b\"", "'!x'", "\"\\\\d\"", "12:30",
    "\"x y\"", "'*a'", "\u{e4}\u{f6}", "\"\\u2028\"", "'-'", "-x", "\"-x\"", "'x,y'", "?x",
  ]

  private static func block(
    depth: Int, indent: Int, _ lines: inout [String], _ random: inout SeededGenerator
  ) {
    let margin = String(repeating: " ", count: indent)
    let isList = depth > 0 && random.chance(3)
    for number in 0...random.below(3) {
      if random.chance(5) { lines.append("") }
      if random.chance(5) { lines.append(margin + "#c above") }
      let head = margin + (isList ? "-" : "k\(number):")
      value(head, depth: depth, indent: indent, isList: isList, &lines, &random)
    }
    if random.chance(6) { lines.append(margin + "#c below") }
  }

  private static func value(
    _ head: String, depth: Int, indent: Int, isList: Bool, _ lines: inout [String],
    _ random: inout SeededGenerator
  ) {
    let comment = random.chance(4) ? String(repeating: " ", count: 1 + random.below(5)) + "#c" : ""
    let inner = indent + 1 + random.below(4)
    switch random.below(depth < 3 ? 8 : 5) {
    case 0: lines.append("\(head) \(flow(2, &random))\(comment)")
    case 1:
      lines.append("\(head) \(["|", ">", "|-", ">-", "|+"][random.below(5)])\(comment)")
      let margin = String(repeating: " ", count: inner)
      for _ in 0...random.below(3) {
        lines.append(
          random.chance(5) ? "" : margin + ["x", "y  z", "  deep", "# no"][random.below(4)])
      }
    case 2, 3, 4: lines.append("\(head) \(texts[random.below(texts.count)])\(comment)")
    default:
      lines.append(head + comment)
      block(depth: depth + 1, indent: inner, &lines, &random)
    }
  }

  private static func flow(_ depth: Int, _ random: inout SeededGenerator) -> String {
    let gap = [" ", "", "  ", "\n      "][random.below(4)]
    func item(_ random: inout SeededGenerator) -> String {
      depth > 0 && random.chance(3)
        ? flow(depth - 1, &random) : ["x", "5", "'a b'", "\"{\"", "long word"][random.below(5)]
    }
    let count = random.below(random.chance(8) ? 30 : 4)
    if random.chance(2) {
      return "[\(gap)" + (0..<count).map { _ in item(&random) }.joined(separator: ",\(gap)") + "]"
    }
    return "{\(gap)"
      + (0..<count).map { "k\($0): \(item(&random))" }.joined(separator: ",\(gap)") + " }"
  }
}

extension SeededGenerator {
  mutating func below(_ count: Int) -> Int { Int(next() % UInt64(count)) }

  /// True once in so many times.
  mutating func chance(_ count: Int) -> Bool { below(count) == 0 }
}
