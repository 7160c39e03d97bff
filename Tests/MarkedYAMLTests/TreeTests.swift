import DiagnosticKit
import MarkedYAML
import Testing

@Suite struct TreeTests {
  @Test func `a pipeline is a tree of maps, lists and text`() throws {
    let result = parse(samplePipeline)
    let tree = try #require(result.tree)
    #expect(result.findings.isEmpty)
    #expect(
      tree.entries?.map(\.name) == ["version", "lookups", "sources", "stages", "sinks", "run"])
    #expect(tree["lookups"]?["cities"]?["path"]?.string == "GeoLite2-City.mmdb")
    #expect(tree["stages"]?.items?.count == 3)
    #expect(tree["stages"]?.items?[1]["fields"]?["channel"]?.string == "a != null ? a :\n\"b\"\n")
    #expect(tree["nothing"] == nil)
  }

  @Test(arguments: [
    ("a", "text"), ("5", "text"), ("'null'", "text"), ("''", "text"), ("[]", "list"),
    ("{}", "map"), ("", "nothing"), ("~", "nothing"), ("null", "nothing"), ("# a", "nothing"),
    ("---", "nothing"),
  ])
  func `a node says what it is`(yaml: String, kind: String) {
    #expect(parse(yaml).tree?.kindName == kind)
  }

  @Test func `nothing has no text`() {
    let tree = parse("a:\nb: null\nc: ''\nd: 'null'\n").tree
    #expect(tree?["a"]?.string == nil)
    #expect(tree?["b"]?.isNull == true)
    #expect(tree?["c"]?.string == "")
    #expect(tree?["d"]?.string == "null")
  }

  @Test(
    arguments: [
      ("true", .bool(true)), ("false", .bool(false)), ("null", .null), ("~", .null),
      ("0", .number("0")), ("-1.5e+10", .number("-1.5e+10")), ("10", .number("10")),
      ("NO", nil), ("True", nil), ("01", nil), ("1.", nil), (".5", nil), ("1e", nil), ("0x1F", nil),
      ("1_000", nil), ("'true'", nil), ("-", nil), ("81.2.69.142", nil),
    ] as [(String, Literal?)])
  func `only unquoted JSON literals are typed`(text: String, literal: Literal?) {
    #expect(parse("a: \(text == "-" ? "'-'" : text)").tree?["a"]?.scalar?.plainLiteral == literal)
  }

  @Test(arguments: [
    ("a", Scalar.Style.plain), ("'a'", .singleQuoted), ("\"a\"", .doubleQuoted),
    ("|\n  a", .literal),
    (">\n  a", .folded),
  ])
  func `a scalar knows how it is written`(yaml: String, style: Scalar.Style) {
    #expect(parse("x: " + yaml).tree?["x"]?.scalar?.style == style)
  }

  @Test func `a map with many keys finds its duplicates`() {
    let keys = (0..<1000).map { "k\($0): 1\n" }.joined()
    let result = parse(keys + "k7: 2\n")
    #expect(result.findings.map(\.message) == ["key 'k7' is already set in line 8"])
    #expect(result.tree?.entries?.count == 1000)
  }
}
