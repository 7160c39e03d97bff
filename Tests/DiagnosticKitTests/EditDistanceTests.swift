import DiagnosticKit
import Testing

@Suite struct EditDistanceTests {
  @Test(arguments: [
    ("", "", 0), ("", "abc", 3), ("kitten", "sitting", 3), ("ab", "ba", 1), ("ca", "abc", 3),
    ("on_eror", "on_error", 1), ("é", "e", 1),
  ])
  func `distance counts slips, a swap of neighbours as one`(a: String, b: String, expected: Int) {
    #expect(EditDistance.between(a, b) == expected)
    #expect(EditDistance.between(b, a) == expected)
  }

  @Test(
    arguments: [
      ("on_eror", ["on_error", "when"], "on_error"),
      ("geo", ["foo", "gee"], "gee"),
      ("ab", ["ac"], nil),
      ("abc", ["abd"], "abd"),
      ("abcd", ["abxy"], nil),
      ("abcdef", ["abcdxy"], "abcdxy"),
      ("bat", ["rat", "cat"], "cat"),
      ("format", ["format"], nil),
      ("citeis", ["cities", "sites"], "cities"),
      ("x", [], nil),
    ] as [(String, [String], String?)])
  func `the closest word is suggested only when it is close`(
    word: String, candidates: [String], expected: String?
  ) {
    #expect(EditDistance.closest(to: word, in: candidates) == expected)
  }

  @Test func `a suggestion is a question`() {
    #expect(Suggestion.didYouMean("wehn", of: ["when", "with"]) == "did you mean 'when'?")
    #expect(Suggestion.didYouMean("wehn", of: ["format"]) == nil)
  }
}
