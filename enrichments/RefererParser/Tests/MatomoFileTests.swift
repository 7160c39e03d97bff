import StageKit
import TestSupport
import Testing

@testable import RefererParserStage

@Suite struct `lists in Matomo's form` {
  private func read(_ text: String, medium: String? = nil) throws -> [RefererSource] {
    try RefererFile.read(SourceFile(name: "refs.yml", text: text), medium: medium)
  }

  private static let engines = """
    Seek:
      -
        urls: [www.seek.example, 'seek.{}', '{}.seek.example/pics', 'a.{}.seek.example']
        params: [q, '/s\\/([^\\/]+)/']
        backlink: 's?q={k}'
      -
        urls: [other.example]
        params: [p]
    """

  @Test func `engines have urls and params`() throws {
    #expect(
      try read(Self.engines) == [
        RefererSource(
          medium: "search", name: "Seek",
          domains: ["seek.example", "seek.{}", "seek.example/pics"], parameters: ["q"]),
        RefererSource(
          medium: "search", name: "Seek", domains: ["other.example"], parameters: ["p"]),
      ])
  }

  @Test func `sites are hosts`() throws {
    let text = "Chat:\n  - chat.example\n  - www.chat.example/rooms\n"
    let source = RefererSource(
      medium: "social", name: "Chat", domains: ["chat.example", "chat.example/rooms"],
      parameters: [])
    #expect(try read(text) == [source])
    #expect(try read(text, medium: "chatbot").map(\.medium) == ["chatbot"])
    #expect(try read("{\"Chat\": [\"chat.example\"]}").map(\.name) == ["Chat"])
  }

  @Test(arguments: [
    ("A: [a.example]\nB: b.example\n", "'refs.yml', line 2: 'B' is a list of hosts, not text"),
    ("A:\n  - params: [q]\n", "'refs.yml', line 2: an entry of 'A' has no 'urls'"),
    ("A:\n  - ''\n", "'refs.yml', line 2: 'A' is a list of texts, and one of them is empty text"),
  ])
  func `mistakes have their line`(text: String, said: String) {
    let failure = #expect(throws: Failure.self) { try read(text) }
    #expect(failure?.message == said)
  }

  @Test func `a medium is only for lists that have none`() {
    let failure = #expect(throws: Failure.self) {
      try read("search: { A: { domains: [a.example] } }", medium: "social")
    }
    #expect(
      failure?.message
        == "'refs.yml', line 1: 'medium: social' is for lists that name no media, and this file does"
    )
  }

  @Test(arguments: [
    ("seek.de", "S"), ("www.seek.co.uk", "S"), ("seek.com.br", "S"), ("seek.de/x", "S"),
    ("seek.com", nil), ("de", nil), ("notseek.de", nil), ("maps.seek.de", "M"),
    ("a.maps.seek.org.au", "M"), ("seek.xyz", nil), ("seek.uk", "U"),
  ])
  func `a host of all countries`(host: String, source: String?) {
    let database = RefererDatabase([
      RefererSource(medium: "m", name: "U", domains: ["seek.uk"], parameters: []),
      RefererSource(medium: "m", name: "S", domains: ["seek.{}"], parameters: []),
      RefererSource(medium: "m", name: "M", domains: ["maps.seek.{}"], parameters: []),
    ])
    let parts = host.split(separator: "/")
    #expect(database.source(String(parts[0]), parts.count > 1 ? "/x" : "") == source)
  }

  @Test(arguments: [
    ("matomo-SearchEngines.yml", "www.google.co.uk", "search"),
    ("matomo-Socials.yml", "www.badoo.com", "social"),
    ("matomo-AIAssistants.yml", "claude.ai", "social"),
  ])
  func `Matomo's own lists are read`(file: String, host: String, medium: String) throws {
    guard let path = SharedFolder.path("data/referers/\(file)") else { return }
    let database = RefererDatabase(try RefererFile.read(DataFile.read(path)))
    #expect(database.find(host: bytes(host), path: .empty)?.medium.string == medium)
  }
}
