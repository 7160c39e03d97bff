import Foundation
import StageKit
import Testing

@testable import RefererParserStage

@Suite struct RefererFileTests {
  static let expected = [
    RefererSource(
      medium: "search", name: "Seek", domains: ["seek.example", "seek.example/pics"],
      parameters: ["q", "no"]),
    RefererSource(medium: "social", name: "Chat", domains: ["chat.example"], parameters: []),
  ]

  @Test(arguments: [
    """
    # a comment
    search:
      Seek:
        parameters: [q, no]
        domains:
          - seek.example
          - seek.example/pics
    social:
      Chat:
        domains: [chat.example]
        parameters:
    """,
    """
    {"search": {"Seek": {"domains": ["seek.example", "seek.example/pics"],
      "parameters": ["q", "no"]}},
     "social": {"Chat": {"domains": ["chat.example"], "utm_sources": ["chat"]}}}
    """,
    #"{"search":{"Seek":{"parameters":["q","\u006eo"],"#
      + #""domains":["seek.example","seek.example\/pics"]}},"#
      + #""social":{"Chat":{"domains":["chat.example"]}}}"#,
  ])
  func `YAML and JSON are read`(text: String) throws {
    #expect(try RefererFile.read(SourceFile(name: "refs", text: text)) == Self.expected)
  }

  @Test func `an empty map is a database without entries`() throws {
    #expect(try RefererFile.read(SourceFile(name: "refs.json", text: "{}")) == [])
  }

  @Test(arguments: [
    ("- a", "'refs', line 1: expected a map from media to sources, found list"),
    ("# nothing", "'refs', line 1: expected a map from media to sources, found nothing"),
    ("search: x", "'refs', line 1: expected a map from sources to their domains, found text"),
    (
      "search:\n  Seek: [a.example]",
      "'refs', line 2: expected a map with 'domains' and 'parameters', found list"
    ),
    ("search:\n  Seek: { parameters: [q] }", "'refs', line 2: source 'Seek' has no 'domains'"),
    (
      "search:\n  Seek: { domains: a.example }",
      "'refs', line 2: 'domains' is a list of texts, not text"
    ),
    (
      "search:\n  Seek:\n    domains: [a.example, {}]",
      "'refs', line 3: 'domains' is a list of texts, and one of them is map"
    ),
    (
      "search:\n  Seek:\n    domains:\n      -\n    parameters: ['']",
      "'refs', line 4: 'domains' is a list of texts, and one of them is nothing "
        + "(the first of 2 mistakes)"
    ),
    (
      "search:\n  Seek: { domains: [], parameter: [q] }",
      "'refs', line 2: unknown key 'parameter': did you mean 'parameters'?"
    ),
  ])
  func `a wrong shape is told with its line`(text: String, message: String) {
    let failure = #expect(throws: Failure.self) {
      try RefererFile.read(SourceFile(name: "refs", text: text))
    }
    #expect(failure?.message == message)
    #expect(failure?.kind == .lookup)
  }

  @Test func `all mistakes are told`() {
    let failure = #expect(throws: Failure.self) {
      try RefererDatabase.parsed("a: 1\nb: 2\n", name: "x.yml")
    }
    #expect(
      failure?.errors == [
        "'x.yml', line 1: expected a map from sources to their domains, found text",
        "'x.yml', line 2: expected a map from sources to their domains, found text",
      ])
  }

  @Test(arguments: [
    "{\"search\": {\"Seek\": {\"domains\": [\"a.exa", "a: {b: [", "a: \0", "a: b: c",
  ])
  func `a damaged file is refused with its name and line`(text: String) {
    let failure = #expect(throws: Failure.self) { try RefererDatabase.parsed(text, name: "x") }
    #expect(failure?.message.hasPrefix("'x', line 1: ") == true)
  }
}
