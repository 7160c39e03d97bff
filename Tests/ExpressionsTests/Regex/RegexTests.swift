import EventModel
import Foundation
import TestSupport
import Testing

@testable import Expressions

@Suite struct `patterns` {
  private func matches(_ pattern: String, _ text: String) throws(RegexProblem) -> [Bool] {
    let bytes = Bytes.constant(text)
    return [
      try Regex(pattern).matches(bytes), try Regex(pattern, usesTable: false).matches(bytes),
    ]
  }

  @Test(arguments: [
    ("abc", "xabcx", true), ("abc", "ab", false), ("", "", true), ("a|b|", "", true),
    ("^a", "ba", false),
    ("^a", "ab", true), ("a$", "ba", true), ("a$", "a\n", false), ("(?m)^b$", "a\nb\nc", true),
    ("(?m)b$", "b\r", false), ("a.c", "a\nc", false), ("(?s)a.c", "a\nc", true),
    ("a.c", "aéc", true),
    ("a..c", "aéc", false), ("[^a]", "a", false), ("[^a]", "é", true), ("[a-cx]+$", "abx", true),
    ("[]a]", "]", true), ("[a-]", "-", true), ("[\\d_]+$", "1_2", true),
    ("[[:alpha:]]", "1", false),
    ("[[:^alpha:]]", "1", true), ("\\pL", "ß", true), ("\\p{Lu}", "ä", false),
    ("\\p{Lu}", "Ä", true),
    ("\\PL", "ß", false), ("\\p{^L}", "1", true), ("(?i)straße", "STRAßE", true),
    ("(?i)é", "É", true),
    ("(?i)[a-c]", "B", true), ("(?i)k", "\u{212a}", true), ("a(?i)b", "aB", true),
    ("a(?i:b)c", "aBC", false), ("x{3}", "xx", false), ("^x{2,3}$", "xxx", true),
    ("^x{2,3}$", "xxxx", false), ("^x{2,}$", "xxxxx", true), ("a{,2}", "a{,2}", true),
    ("x{0}y", "y", true), ("(ab)+c", "ababc", true), ("(a|ab)(c|bcd)$", "abcd", true),
    ("(?:a)(?P<n>b)(?<m>c)", "abc", true), ("\\bfoo\\b", "a foo.", true),
    ("\\bfoo\\b", "afoo", false),
    ("\\Bo", "foo", true), ("\\Bf", "foo", false), ("\\Afoo\\z", "foo", true),
    ("\\x41\\x{1f600}", "A😀", true),
    ("\\Qa.b\\E+", "a.bb", true), ("\\Qa.b\\E", "axb", false), ("\\.", "a", false),
    ("\\0101", "\u{8}1", true),
    ("a*?b", "aab", true), ("^(?:a?){30}a{30}$", String(repeating: "a", count: 30), true),
    ("\\w+@\\w+\\.\\w+", "mail to a@b.c", true), ("^\\s*$", " \t", true),
    ("[\u{100}-\u{17f}]", "ſ", true),
    ("😀{2}", "😀😀", true), ("^.$", "😀", true), ("a|^b", "xb", false), ("(^|x)b", "xb", true),
    ("$^", "", true), ("\\b", "", false), ("\\B", "", true), ("[^\\x00-\\x{10FFFF}]", "a", false),
  ])
  func `match as RE2 does`(pattern: String, text: String, isMatch: Bool) throws {
    #expect(try matches(pattern, text) == [isMatch, isMatch])
  }

  @Test(arguments: [
    ("a(b", "this '(' has no ')'", 1), ("a)b", "this ')' has no '('", 1),
    ("[a", "this '[' has no ']'", 0), ("[b-a]", "the range ends before it begins", 1),
    ("*a", "there is nothing before '*' to repeat", 0),
    ("a|+", "there is nothing before '+' to repeat", 2),
    ("a{2}{3}{4}", "", -1), ("a++", "a repetition cannot be repeated; put brackets around it", 1),
    ("a{1001}", "a repetition is at most {1000}, and its numbers rise", 1),
    ("a{3,2}", "a repetition is at most {1000}, and its numbers rise", 1),
    ("(?=a)", "patterns cannot look ahead or behind", 0),
    ("(?<!a)", "patterns cannot look ahead or behind", 0),
    ("(?x)a", "'x' is no flag of a group", 2),
    ("(a)\\1", "patterns cannot refer back to a group", 3),
    ("\\y", "'\\y' is no escape in a pattern", 0), ("a\\", "the pattern ends with '\\'", 1),
    ("\\p{Foo}", "there is no class '\\p{Foo}' here", 0),
    ("[[:foo:]]", "there is no class '[:foo:]'", 1),
    ("\\x{110000}", "a character's number is written '\\x41' or '\\x{1f600}'", 0),
    ("(?P<n", "the name of a group ends with '>'", 0),
    ("((a{1000}){1000}){1000}", "the pattern is too large: more than 20000 steps", 0),
    ("((((){1000}){1000}){1000}){1000}", "the pattern is too large: more than 20000 steps", 0),
  ])
  func `are refused with a place`(pattern: String, message: String, offset: Int) {
    guard offset >= 0 else { return #expect((try? Regex(pattern)) != nil) }
    let problem = #expect(throws: RegexProblem.self) { try Regex(pattern) }
    #expect(problem == RegexProblem(message: message, offset: offset))
  }

  @Test func `brackets stand 100 deep`() {
    func nested(_ depth: Int) -> String {
      String(repeating: "(", count: depth) + "a" + String(repeating: ")", count: depth)
    }
    #expect((try? Regex(nested(99))) != nil)
    #expect((try? Regex(nested(100))) == nil)
  }

  @Test func `run on a table, or step by step where the table would be too large`() throws {
    #expect(try Regex("^[a-z]+-\\d+$").hasTable)
    let hard = try Regex("(a|b)*a(a|b){12}c")
    #expect(!hard.hasTable)
    #expect(hard.matches(Bytes.constant("bba" + String(repeating: "b", count: 12) + "c")))
    #expect(!hard.matches(Bytes.constant("bbb" + String(repeating: "b", count: 12) + "c")))
  }

  /// What would take a backtracking engine for ever.
  @Test func `end on long texts`() throws {
    let text = Bytes.constant(String(repeating: "a", count: 20_000) + "!")
    for pattern in ["(a+)+$", "(a|aa)+$", "(a*)*b", "(.*)(.*)(.*)x", "^(a?){100}a{100}$"] {
      #expect(try !Regex(pattern).matches(text), "\(pattern)")
    }
  }

  @Test func `bytes that are no UTF-8 are no characters`() throws {
    let broken = withUnsafeBytes(of: (UInt8(ascii: "a"), UInt8(0xff), UInt8(ascii: "b"))) {
      Bytes.permanentCopy(of: $0)
    }
    #expect(try !Regex("a.b").matches(broken))
    #expect(try Regex("b$").matches(broken))
    #expect(try Regex("a.b", usesTable: false).matches(broken) == false)
  }

  private static let atoms = [
    "a", "b", "c", ".", "[ab]", "[^a]", "\\w", "\\W", "\\b", "\\B", "^", "$", "(?:a|b)", "(?:b)",
    "a*", "b+", "c?", "(?:ab){1,2}", "(?:a|bc)*", "|", "\\d",
  ]

  /// The same pattern by Foundation's engine, whose syntax is the same as far as this goes.
  @Test func `match as another engine does`() throws {
    var random = SeededGenerator("patterns")
    for _ in 0..<1_000 {
      let pattern = (0..<Int.random(in: 1...5, using: &random))
        .map { _ in Self.atoms.randomElement(using: &random) ?? "" }.joined()
      let judge = try NSRegularExpression(pattern: pattern)
      let engines = [try Regex(pattern), try Regex(pattern, usesTable: false)]
      for _ in 0..<8 {
        let text = (0..<Int.random(in: 0...7, using: &random))
          .map { _ in ["a", "b", "c", " ", "1"].randomElement(using: &random) ?? "" }.joined()
        let range = NSRange(text.startIndex..., in: text)
        let expected = judge.firstMatch(in: text, range: range) != nil
        let found = engines.map { $0.matches(Bytes.constant(text)) }
        #expect(found == [expected, expected], "'\(pattern)' in '\(text)'")
      }
    }
  }
}
