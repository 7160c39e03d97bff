import Testing

@testable import UserAgents

/// From a pattern to what its matches must have: `a b` for "one of a and b", `&` between clauses.
@Suite struct UAPPatternParserTests {
  struct Row: Sendable, CustomTestStringConvertible {
    let pattern: String
    let clauses: String
    var testDescription: String { pattern }

    init(_ pattern: String, _ clauses: String) {
      self.pattern = pattern
      self.clauses = clauses
    }
  }

  private func clauses(_ pattern: String) -> String {
    UAPNecessity.clauses(UAPPatternParser.tree(pattern, foldsCase: false)).map { clause in
      clause.literals.map(\.text).joined(separator: " ")
    }.joined(separator: " & ")
  }

  static let literals = [
    Row("abc", "abc"), Row("ABC", "ABC"), Row("a.c", "a & c"), Row("^abc$", "abc"),
    Row(#"a\.b\/c\-d\_"#, "a.b/c-d_"), Row(#"ab\dcd"#, digits("ab", "cd")),
    Row(#"ab\wcd"#, "ab & cd"),
    Row(#"\bab\B\Acd\z\Z"#, "abcd"),
    Row("é", "é"), Row("aÉ", "aÉ"), Row("a b".replacing(" ", with: "\\t"), "a\tb"),
    Row("", ""), Row(".", ""), Row("{a}]", "{a}]"), Row("a{b", "a{b"),
    Row("abcdefghijklmnop", "abcdefghijklmnop"), Row("abcdefghijklmnopqr", "abcdefghijklmnop & qr"),
  ]

  private static func digits(_ before: String, _ behind: String) -> String {
    (0...9).map { "\(before)\($0)\(behind)" }.joined(separator: " ")
  }

  static let cases = [
    Row("aB", "aB"), Row("[aA]B", "aB"), Row("(?i)aB", "ab"), Row("(?i:A)B", "aB"),
    Row("a(?i)B|C", "ab c"), Row("(a(?i)B)C", "abC"), Row("[a-cA-C]X", "aX bX cX"),
    Row("(?i)[^b-z0]x", "x"),
  ]

  static let groups = [
    Row("(ab)c", "abc"), Row("(?:ab)(c)", "abc"), Row("(?>ab)c", "abc"), Row("()ab", "ab"),
    Row("a|b", "a b"), Row("x(a|b)y", "xay xby"), Row("(a|)b", "ab b"), Row("(a|)", ""),
    Row("(|a)", ""), Row("a|", ""), Row("a|.", ""), Row(#"(ab|c\w)e"#, "ab c & e"),
    Row(#"(ab\d|.)e"#, "e"), Row(#"(?:/(\d+)|)x"#, "x"), Row("(?i)ab", "ab"),
    Row("a(?i:B)c", "abc"), Row("a(?i)b|c", "ab c"), Row("(?-i)ab", "ab"), Row("(?imsU)ab", "ab"),
    Row("a(?=b)c", "ac"), Row("a(?!bcd)e", "ae"), Row("(?<=x)a(?<!y)b", "ab"), Row("(?=abc)", ""),
    Row("((a|b)(c|d))", "ac ad bc bd"),
  ]

  static let repeats = [
    Row("ab?c", "ac abc"), Row("ab*c", "a & c"), Row("ab+c", "ab & bc"), Row("a{2}", "aa"),
    Row("a{0}b", "b"), Row("xa{0,3}", "x xa xaa xaaa"), Row("(ab){0,3}", ""),
    Row("a{1,2}b", "ab aab"),
    Row("a{2,}", "a & a"), Row("a{9}b", "a & b"), Row("(a|b){2}c", "aac abc bac bbc"),
    Row("x(ab|cd)+e", "xab xcd & abe cde"), Row(#"(ab\w)?c"#, "c"),
    Row(#"(ab\w)+c"#, "ab & ab & c"),
    Row(#"(ab\w){2,3}c"#, "ab & c"), Row(#"(ab\w){0,3}c"#, "c"), Row("ab??c", "ac abc"),
    Row("ab?+c", "ac abc"), Row("a.{1,200}b", "a & b"), Row("(?:)*ab", "ab"),
    Row("(?:|a)+b", "b ab"), Row(#"M\d{3,}[A-Z]"#, digits("M", "") + " & " + digits("", "")),
  ]

  static let classes = [
    Row("[Ff]oo", "foo"), Row("a[ _]b", "a b a_b".replacing("a b ", with: "a\u{20}b ")),
    Row("a[b-d]e", "abe ace ade"), Row("a[0-9]", "a0 a1 a2 a3 a4 a5 a6 a7 a8 a9"),
    Row("a[a-z]b", "a & b"), Row("a[^b]c", "a & c"), Row("[]x]a", "]a xa"), Row("[^]x]a", "a"),
    Row(#"a[\d]b"#, digits("a", "b")), Row(#"a[\-\]]b"#, "a-b a]b"), Row("a[b-]c", "a-c abc"),
    Row("a[é]b", "a\u{FFFD}b a\u{FFFD}b"), Row("[+--]a", "+a ,a -a"), Row("a[[]b", "a[b"),
    Row(#"a[^\]]b"#, "a & b"), Row("[Z-a]x", "Zx [x \\x ]x ^x _x `x ax"),
  ]

  /// What is not understood, or would be wrong to understand, gives nothing.
  static let given = [
    #"(ab)\1cd"#, #"(?<n>ab)cd"#, #"(?P<n>ab)"#, #"(?'n'ab)"#, #"ab(?R)?"#, #"(ab)(?1)"#,
    #"(ab)(?-1)"#, #"(a)(?(1)b|c)d"#, #"ab(*ACCEPT)cd"#, "(*COMMIT)ab", "(?x)a b", "(?xi)a b",
    "(?x:a b)", "(?#ab)cd", "(?|ab|cd)", "(?C1)ab", #"\Qa.b\E"#, #"\x41bc"#, #"\101bc"#, #"a\Nb"#,
    #"a\Rb"#, #"a\hb"#, #"a\Kb"#, #"a\Gb"#, #"a\Xb"#, #"a\cAb"#, #"a\p{L}b"#, #"a\ob"#, #"a\eb"#,
    "a[[:alpha:]]b", #"a[\x41]b"#, #"a[\Qb\E]c"#, #"a[\b]c"#, "a{,3}b", "a{ 1}b", "a{2}{3}b",
    "a?{2}b", "(?^)ab", "(?n)ab", "a\\éb",
  ]

  @Test(arguments: literals + cases + groups + repeats + classes)
  func `a pattern has its clauses`(_ row: Row) throws {
    _ = try UAPPattern(row.pattern, foldsCase: false, UAPCompiler())
    #expect(clauses(row.pattern) == row.clauses)
  }

  @Test(arguments: given)
  func `what is not understood gives no clause`(_ pattern: String) {
    #expect(clauses(pattern) == "")
  }

  @Test func `lists that grow too long become clauses of their own`() {
    let names = (0..<150).map { "model\($0)" }
    let clauses = UAPNecessity.clauses(
      UAPPatternParser.tree("; {0,2}(?:\(names.joined(separator: "|")))", foldsCase: false))
    #expect(clauses.map(\.literals.count) == [3, 150])
    #expect(
      clauses.contains { $0.literals.count == 150 })
    let many = (0..<2000).map { "m\($0)" }.joined(separator: "|")
    #expect(self.clauses("(\(many))") == "")
  }

  @Test func `deep nesting is read`() {
    let deep = String(repeating: "(", count: 200) + "abc" + String(repeating: ")", count: 200)
    #expect(clauses(deep) == "abc")
  }
}

extension UAPLiteral {
  var text: String {
    String(
      decoding: (0..<count).map { UInt8(truncatingIfNeeded: bits >> UInt128(8 * $0)) },
      as: UTF8.self)
  }
}
