/// Random JSON texts, valid and broken ones.
public struct RandomJSON {
  private var random: SeededGenerator
  /// What stands around commas and colons.
  private var blanks = ("", "")

  public init(_ random: SeededGenerator) { self.random = random }

  /// An object whose members have some of these keys, mostly in their order, and others.
  public mutating func object(keys: [String], depth: Int = 0) -> String {
    if depth == 0 { blanks = random.pick([("", ""), ("", ""), ("", " "), (" ", "\t ")]) }
    var names = keys.filter { _ in !random.chance(6) }
    if random.chance(5) { names.shuffle(using: &random) }
    for _ in 0..<random.below(3) {
      names.insert(otherKey(), at: random.below(names.count + 1))
    }
    if random.chance(6), let twice = names.randomElement(using: &random) { names.append(twice) }
    let members = names.map { name in
      "\(quoted(name))\(blanks.0):\(blanks.1)\(value(keys: keys, depth: depth + 1))"
    }
    return "{\(blanks.0)\(members.joined(separator: "\(blanks.0),\(blanks.1)"))\(blanks.1)}"
  }

  /// A few bytes changed, cut out or put in.
  public mutating func broken(_ text: String) -> [UInt8] {
    let alphabet: [UInt8] = Array("{}[]\",:\\u0d8-1.eE tfn\t".utf8) + [0, 0x7f, 0xff, 0xc3, 0xed]
    var bytes = Array(text.utf8)
    for _ in 0...random.below(3) {
      let place = random.below(bytes.count + 1)
      let byte = random.pick(alphabet)
      switch random.below(4) {
      case 0 where place < bytes.count: bytes[place] = byte
      case 1 where place < bytes.count: bytes.remove(at: place)
      case 2: bytes.removeSubrange(min(place, random.below(bytes.count + 1))..<place)
      default: bytes.insert(byte, at: place)
      }
    }
    return bytes
  }

  public mutating func chance(_ oneIn: Int) -> Bool { random.chance(oneIn) }

  private mutating func otherKey() -> String {
    switch random.below(4) {
    case 0: "other\(random.below(5))"
    case 1: "k\(random.next())"
    case 2: String(repeating: "long", count: 1 + random.below(90))
    default: text(random.below(20))
    }
  }

  private mutating func value(keys: [String], depth: Int) -> String {
    switch random.below(depth > 4 ? 9 : 12) {
    case 0...5: return quoted(text(random.below(random.chance(3) ? 90 : 34)))
    case 6: return random.pick(["0", "-1.50", "17", "2e5", "1234567890123", "0.25E-7"])
    case 7: return random.pick(["true", "false", "null"])
    case 8: return random.pick(["\"\"", "{}", "[]", "[ ]", "{ }"])
    case 9:
      let items = (0..<random.below(4)).map { _ in value(keys: keys, depth: depth + 1) }
      return "[\(items.joined(separator: "\(blanks.0),\(blanks.1)"))]"
    default: return object(keys: keys, depth: depth)
    }
  }

  private mutating func text(_ count: Int) -> String {
    let plain = Array("abcXYZ019 -/_.{}[],:")
    let all = plain + Array("é中😀\u{7f}\"\\\n\u{1}")
    let letters = random.chance(3) ? all : plain
    return String((0..<count).map { _ in random.pick(letters) })
  }

  private mutating func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": result += "\\\(scalar)"
      case "\n": result += "\\n"
      case "\u{1}": result += "\\u0001"
      default: result.unicodeScalars.append(scalar)
      }
    }
    if random.chance(20) { result += random.pick(["\\ud83d\\ude00", "\\ud800", "\\u00e9", "\\/"]) }
    return result + "\""
  }
}

extension SeededGenerator {
  fileprivate mutating func below(_ limit: Int) -> Int { Int(next() % UInt64(limit)) }
  fileprivate mutating func chance(_ oneIn: Int) -> Bool { below(oneIn) == 0 }
  fileprivate mutating func pick<T>(_ list: [T]) -> T { list[below(list.count)] }
}
