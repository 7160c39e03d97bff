import EventModel
import TestSupport
import Testing
import WebValues

@Suite struct PercentCodingTests {
  let arena = Arena()

  @Test(arguments: [
    ("", ""), ("plain text of more than sixteen bytes", "plain text of more than sixteen bytes"),
    ("a%20b", "a b"), ("a%2", "a%2"), ("a%", "a%"), ("%zz%41", "%zzA"), ("%%41", "%A"),
    ("%C3%A9", "é"), ("%c3%a9t%C3%A9", "été"), ("a+b", "a+b"), ("%2541", "%41"),
    ("%C3", "\u{FFFD}"), ("%E2%82", "\u{FFFD}"), ("%E2%82%41", "\u{FFFD}A"),
    ("%ED%A0%80", "\u{FFFD}\u{FFFD}\u{FFFD}"), ("%F0%9F%98%80", "😀"),
    ("%F0%80%80", "\u{FFFD}\u{FFFD}\u{FFFD}"), ("%09", "\t"),
  ])
  func `escapes are decoded once and broken UTF-8 becomes U+FFFD`(text: String, decoded: String) {
    #expect(PercentCoding.decode(bytes(text), arena: arena).string == decoded)
  }

  @Test(arguments: [
    ("a%2520b", "a b"), ("a%20b", "a b"), ("70%25 done", "70% done"), ("%2588", "\u{FFFD}"),
    ("%25253A", "%3A"), ("%25C3%25A9", "é"), ("%252", "%2"), ("%25", "%"), ("a+b", "a b"),
  ])
  func `double escapes are decoded twice on request`(text: String, decoded: String) {
    let result = PercentCoding.decode(bytes(text), [.undouble, .plusAsBlank], arena: arena)
    #expect(result.string == decoded)
  }

  @Test(arguments: [
    (TextCleaning.Mode.full, "a%09b%0Ac%7Fd\t%00", "a    bcd    "),
    (.agent, "a%09b%0Ac%7Fd\r%01", "a    bc\u{7F}d\u{1}"), (.none, "a%09b\t", "a\tb\t"),
    (.full, "%C3%01%A9", "\u{FFFD}\u{FFFD}"), (.full, "%C3%A9%01", "é"), (.full, "é", "é"),
  ])
  func `cleaning follows decoding`(mode: TextCleaning.Mode, text: String, decoded: String) {
    let result = PercentCoding.decode(bytes(text), cleaning: mode, arena: arena)
    #expect(result.string == decoded)
  }

  @Test(arguments: ["nothing to do here, é and 100 bytes", "%zz is no escape %", "a&b=c", ""])
  func `text that does not change is not copied`(text: String) {
    let input = bytes(text)
    let result = PercentCoding.decode(input, .undouble, cleaning: .full, arena: arena)
    #expect(result.start == input.start && result.count == input.count)
    #expect(PercentCoding.repair(input, arena: arena).start == input.start)
  }

  @Test(arguments: [
    ("page=A%2520B", "page=A%20B"), ("page=A%20B", "page=A%20B"), ("70%25 done", "70%25 done"),
    ("%2588", "%88"), ("%25253A", "%253A"), ("%25%2541%25", "%25%41%25"), ("", ""),
    ("%2541%2542", "%41%42"), ("%2525", "%25"),
  ])
  func `repair removes one level of percent signs`(text: String, repaired: String) {
    #expect(PercentCoding.repair(bytes(text), arena: arena).string == repaired)
  }

  @Test(arguments: [
    ("a", "a", true), ("%61", "a", true), ("a+b", "a b", true), ("%61%", "a%", true),
    ("%41", "%41", false), ("a", "ab", false), ("ab", "a", false), ("", "", true),
    ("%C3%A9", "é", true), ("+", "+", false),
  ])
  func `names are compared decoded`(encoded: String, name: String, isSame: Bool) {
    #expect(PercentCoding.equals(encoded: bytes(encoded), bytes(name)) == isSame)
  }

  @Test func `the fast path gives what single bytes give`() {
    var random = SeededGenerator("the fast path gives what single bytes give")
    let alphabet = Array("%%%%%0257cC3aA9+\t\n\r\u{1}\u{7F}éabcdefghijk".utf8) + [0xc3, 0xf0, 0xa9]
    let modes: [TextCleaning.Mode] = [.none, .agent, .full]
    for _ in 0..<20_000 {
      let input = random.list(alphabet, most: 70)
      let undouble = Bool.random(using: &random)
      let plus = Bool.random(using: &random)
      let mode = modes[Int.random(in: 0..<3, using: &random)]
      var options: PercentCoding.Options = undouble ? .undouble : []
      if plus { options.insert(.plusAsBlank) }
      let result = PercentCoding.decode(bytes(input), options, cleaning: mode, arena: arena)
      let expected = slowDecode(input, undouble: undouble, plus: plus, mode: mode)
      #expect(result.list == expected, "\(input) \(undouble) \(plus) \(mode)")
    }
  }

  @Test func `repairing and decoding is decoding with undouble`() {
    var random = SeededGenerator("repairing and decoding is decoding with undouble")
    for _ in 0..<20_000 {
      let input = bytes(random.list(Array("%%%%25204aé".utf8), most: 40))
      let repaired = PercentCoding.repair(input, arena: arena)
      let twice = PercentCoding.decode(repaired, arena: arena)
      let once = PercentCoding.decode(input, .undouble, arena: arena)
      if !hasChain(input.list) {
        #expect(once == twice, "\(input.string)")
      }
    }
  }

  /// Whether a repaired escape would make a new one with its neighbours.
  private func hasChain(_ list: [UInt8]) -> Bool {
    for i in list.indices where list[i] == 37 {
      let tail = list[i...].prefix(7)
      if tail.dropFirst().contains(37) { return true }
    }
    return false
  }

  private func slowDecode(
    _ input: [UInt8], undouble: Bool, plus: Bool, mode: TextCleaning.Mode
  ) -> [UInt8] {
    var raw: [UInt8] = []
    var i = 0
    while i < input.count {
      var c = input[i]
      var used = 1
      if plus && c == 43 {
        c = 32
      } else if c == 37, let value = pair(input, i + 1) {
        c = value
        used = 3
        if undouble && value == 37, let inner = pair(input, i + 3) {
          c = inner
          used = 5
        }
      }
      raw.append(c)
      i += used
    }
    var out: [UInt8] = []
    for c in String(decoding: raw, as: UTF8.self).utf8 {
      let isGone = mode == .full ? c < 32 || c == 127 : mode == .agent && (c == 10 || c == 13)
      if c == 9 && mode != .none { out += [32, 32, 32, 32] } else if !isGone { out.append(c) }
    }
    return out
  }

  private func pair(_ input: [UInt8], _ at: Int) -> UInt8? {
    guard at + 1 < input.count else { return nil }
    let text = String(decoding: input[at...at + 1], as: UTF8.self)
    guard text.allSatisfy({ $0.isHexDigit && $0.isASCII }) else { return nil }
    return UInt8(text, radix: 16)
  }
}
