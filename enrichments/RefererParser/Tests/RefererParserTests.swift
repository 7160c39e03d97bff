import StageKit
import StageTesting
import Testing

@testable import RefererParserStage

@Suite struct RefererParserTests {
  static let fields = [
    Field("refr_urlscheme", .text), Field("refr_urlhost", .text), Field("refr_urlpath", .text),
    Field("refr_urlquery", .text), Field("page_urlhost", .text), Field("refr_term", .text),
  ]

  static let database = """
    search:
      Seek: { domains: [seek.example, seek.example/pics], parameters: [q, query, "größe x"] }
    email:
      Post: { domains: [mail.seek.example] }
    unknown:
      Maps: { domains: [maps.seek.example] }
    """

  static func test(_ options: String = "") throws -> StageTest {
    try StageTest(
      [.stage(RefererParser.self)], stages: "- { use: referer_parser, lookup: refs\(options) }",
      fields: fields, lookups: ["refs": .refererTable(try RefererDatabase.parsed(database))])
  }

  static let event: TestEvent = [
    "refr_urlscheme": "https", "refr_urlhost": "www.seek.example", "refr_urlpath": "/a",
    "refr_urlquery": "q=red+shoes", "page_urlhost": "shop.example",
  ]

  private func columns(_ event: TestEvent, _ options: String = "") throws -> [FieldValue?] {
    let after = try #require(Self.test(options).run([event]).first?.fields)
    return [after["refr_medium"], after["refr_source"], after["refr_term"]]
  }

  @Test func `a known referer gets medium, source and term`() throws {
    #expect(try columns(Self.event) == ["search", "Seek", "red shoes"])
  }

  @Test(arguments: ["ftp", "HTTPS", "mailto", "android", ""])
  func `a referer that is no page changes nothing`(scheme: String) throws {
    let event = Self.event.merging(["refr_urlscheme": .text(scheme), "refr_term": "old"]) { $1 }
    #expect(try columns(event) == [nil, nil, "old"])
  }

  @Test func `a referer without a host changes nothing`() throws {
    let event = Self.event.filter { $0.key != "refr_urlhost" }
    #expect(try columns(event) == [nil, nil, nil])
  }

  @Test func `a referer without path and query is classified`() throws {
    let event = Self.event.filter { $0.key != "refr_urlpath" && $0.key != "refr_urlquery" }
    #expect(try columns(event) == ["search", "Seek", nil])
  }

  @Test(arguments: ["maps.seek.example", "other.example", "localhost"])
  func `what nobody knows is unknown and empties the term`(host: String) throws {
    let event = Self.event.merging(["refr_urlhost": .text(host), "refr_term": "old"]) { $1 }
    #expect(try columns(event) == ["unknown", nil, nil])
  }

  @Test(arguments: [
    ("shop.example", "", true), ("www.shop.example", "", false), ("Shop.example", "", false),
    ("other.example", "other.example", true), ("other.example", "\" other.example \"", true),
    ("www.other.example", "other.example", false),
    ("a.b.other.example", "\"*.other.example\"", true),
    ("other.example", "\"*.other.example\"", false),
    ("another.example", "\"*.other.example\"", false),
    ("www.seek.example", "seek.example", false), ("www.seek.example", "www.seek.example", true),
  ])
  func `one's own hosts are internal`(host: String, domain: String, isInternal: Bool) throws {
    let event = Self.event.merging(["refr_urlhost": .text(host)]) { $1 }
    let medium = try columns(event, ", internal_domains: [\(domain)]")[0]
    #expect((medium == "internal") == isInternal)
  }

  @Test(arguments: [
    ("", "an internal domain is empty"),
    ("*", "'*' is no internal domain: a '*' stands only for what is before a parent domain"),
    ("*.", "'*.' is no internal domain: a '*' stands only for what is before a parent domain"),
    (
      "a.*.b", "'a.*.b' is no internal domain: a '*' stands only for what is before a parent domain"
    ),
    ("https://a.example", "'https://a.example' is no host: write it without scheme and path"),
    ("a.example/x", "'a.example/x' is no host: write it without scheme and path"),
  ])
  func `an internal domain that no host can equal is refused`(domain: String, message: String) {
    let error = #expect(throws: Findings.self) {
      try Self.test(", internal_domains: [a.example, \"\(domain)\"]")
    }
    #expect(error?.map(\.message) == [message])
    #expect(error?.first?.span?.line != nil)
  }

  @Test(
    arguments: [
      ("query=two&q=one", "two"), ("q=&query=x", nil), ("q&query=x", nil), ("=q&q=a", "a"),
      ("%71=a", "a"), ("gr%C3%B6%c3%9fe+x=y", "y"), ("x=1;q=2", nil), ("q=1;x=2", "1;x=2"),
      ("q=%09%0Aa", "    a"), ("q=%0A", nil), ("q==a", "=a"), ("Q=a", nil), ("q=%ff%", "\u{FFFD}%"),
    ] as [(String, String?)])
  func `the first listed parameter of the query is the term`(query: String, term: String?) throws {
    let event = Self.event.merging(["refr_urlquery": .text(query)]) { $1 }
    #expect(try columns(event)[2] == term.map { .text($0) })
  }

  @Test func `paths are decoded before they are looked for`() throws {
    let event = Self.event.merging(["refr_urlpath": "/%70ics"]) { $1 }
    #expect(try columns(event)[1] == "Seek")
    let table = RefererDatabase.keys("a.example/ü x", "a.example")
    #expect(try classified("http://a.example/%C3%BC%20x/y", table)?[1] == "a.example/ü x")
    #expect(try classified("http://a.example/%C3%BC+x/y", table)?[1] == "a.example")
  }

  @Test func `the contract of stages holds`() async {
    await #expect(processExitsWith: .success) {
      let refs = try RefererDatabase.parsed(
        "m: { S: { domains: [com, www.example.com, example.com/a], parameters: [utm_source] } }")
      let contract = try StageContract(
        .stage(RefererParser.self),
        stages: "- { use: referer_parser, lookup: refs, internal_domains: [\"*.example\"] }",
        fields: RefererParserTests.fields, lookups: ["refs": .refererTable(refs)])
      let broken = try contract.run()
      #expect(broken.isEmpty)
    }
  }

  @Test func `random parts never trap and give the same twice`() throws {
    let table = RefererDatabase.keys("com", "www.example.com", "example.com/a", "é")
    let classifier = RefererClassifier(
      internalHosts: try InternalHosts(["*.example.com"]), wantsTerm: true)
    var random = RandomBytes(seed: 9)
    let arena = Arena()
    for _ in 0..<5000 {
      let texts = (0..<4).map { _ in random.text().withUnsafeBytes { Bytes.permanentCopy(of: $0) } }
      let parts = RefererParts(
        scheme: bytes("http"), host: texts[0], path: texts[1], query: texts[2])
      let results = (0..<2).map { _ in
        let found = classifier.classify(parts, pageHost: texts[3], table: table, arena: arena)
        return [found?.medium, found?.source, found?.term].map { $0?.string }
      }
      #expect(results[0] == results[1])
      #expect(results[0][0] != nil)
      arena.reset()
    }
  }
}
