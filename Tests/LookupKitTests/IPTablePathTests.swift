import LookupKit
import Testing

@Suite struct IPTablePathTests {
  @Test(arguments: [
    ("subdivisions[-1].iso_code", IPTablePath(["subdivisions", .last, "iso_code"])),
    ("country", IPTablePath(["country"])), ("a[0][12].b", IPTablePath(["a", 0, 12, "b"])),
    ("[3].x", IPTablePath([3, "x"])),
  ])
  func `a path is read and written`(text: String, path: IPTablePath) throws {
    #expect(try IPTablePath(parsing: text) == path)
    #expect(path.description == text)
  }

  @Test(arguments: [
    ("", "the path '' has an empty key"), ("a..b", "the path 'a..b' has an empty key"),
    (".a", "the path '.a' has an empty key"), ("a.[1]", "the path 'a.[1]' has an empty key"),
    ("a[x]", "the path 'a[x]' has a bracket without a whole number: '[x]'"),
    ("a[1", "the path 'a[1' has a bracket without a whole number: '[1'"),
    ("a[1]b", "the path 'a[1]b' has a bracket without a whole number: '[1]b'"),
  ])
  func `a broken path says what is wrong`(text: String, expected: String) {
    #expect(message { _ = try IPTablePath(parsing: text) } == expected)
  }

  @Test func `a path that is too deep is refused`() {
    let text = "a" + String(repeating: "[0]", count: 64)
    let said = message { _ = try IPTablePath(parsing: text) }
    #expect(said == "the path '\(text)' has more than 64 components")
  }
}
