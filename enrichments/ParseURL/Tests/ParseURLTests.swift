import ParseURLStage
import StageKit
import StageTesting
import Testing

@Suite struct `parse_url` {
  private func outcome(
    _ url: String, _ options: String = Self.all
  ) throws -> TestOutcome {
    try StageTest(
      [.stage(ParseURL.self)], stages: "- { use: parse_url, \(options) }",
      fields: [Field("page_url", .text), Field("h", .text)]
    ).run([["page_url": .text(url), "h": "before"]])[0]
  }

  private static let all =
    "fields: { s: scheme, h: host, p: port, a: path, q: query, f: fragment }"

  @Test(
    arguments: [
      (
        "https://shop.example:8443/a/b?x=1#top",
        ["s": "https", "h": "shop.example", "p": 8443, "a": "/a/b", "q": "x=1", "f": "top"]
      ),
      ("http://shop.example", ["s": "http", "h": "shop.example", "p": 80]),
      ("https://shop.example/", ["s": "https", "h": "shop.example", "p": 443, "a": "/"]),
      ("/a?b", ["a": "/a", "q": "b"]),
      ("http://[2001:db8::1]/", ["s": "http", "h": "[2001:db8::1]", "p": 80, "a": "/"]),
      ("http://shop.example/a b", ["s": "http", "h": "shop.example", "p": 80, "a": "/a%20b"]),
      ("", ["h": "before"]),
    ] as [(String, TestEvent)])
  func `parts of a URL`(url: String, parts: TestEvent) throws {
    var expected = parts
    if !url.isEmpty { expected["page_url"] = .text(url) }
    #expect(try outcome(url) == .written(expected))
  }

  @Test func `a port may be a text`() throws {
    let found = try outcome("http://a.example:81/", "fields: { h: { from: port, type: text } }")
    #expect(found == .written(["page_url": "http://a.example:81/", "h": "81"]))
  }

  @Test(arguments: ["http://", "http:"])
  func `what is no URL fails`(url: String) throws {
    #expect(
      try outcome(url)
        == .failed(
          kind: "invalid", message: "'\(url)' is no URL", ["page_url": .text(url), "h": "before"]))
  }

  @Test func `the contract of stages holds`() async {
    await #expect(processExitsWith: .success) {
      let contract = try StageContract(
        .stage(ParseURL.self), stages: "- { use: parse_url, fields: { h: host, p: port } }",
        fields: [Field("page_url", .text)], writes: ["h", "p"])
      let broken = try contract.run()
      precondition(broken.isEmpty, broken.joined(separator: "\n"))
    }
  }
}
