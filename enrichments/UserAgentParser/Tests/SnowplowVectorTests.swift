import StageKit
import StageTesting
import Testing

@testable import UserAgentParserStage

#if canImport(Glibc)
  private import Glibc
#elseif canImport(Musl)
  private import Musl
#endif

/// The cases of Snowplow's behaviour that stand beside the project, where they do.
@Suite struct SnowplowVectorTests {
  private struct Vector {
    let name: String
    /// Rules of the case's own; nil for the system's.
    let rules: String?
    let agent: String
    let expected: [FieldValue.Entity]
  }

  /// Where a case rests on rules older than Debian's 0.16.0: what was said then, and now.
  private static let changes = [
    "IE 7 (r100 end to end)": (
      then: #""osFamily":"Windows XP","osMajor":null"#,
      now: #""osFamily":"Windows","osMajor":"XP""#
    )
  ]

  private static var path: String {
    if let shared = getenv("RICHLINE_SHARED") {
      return String(cString: shared) + "/vectors/snowplow-enrich.jsonl"
    }
    let root = #filePath.split(separator: "/").dropLast(5).joined(separator: "/")
    return "/\(root)/shared/vectors/snowplow-enrich.jsonl"
  }

  @Test func `entities are those of Snowplow`() throws {
    guard let file = try? UAPFile.load(SnowplowVectorTests.path) else {
      return print("skipped: no file '\(SnowplowVectorTests.path)'")
    }
    let arena = Arena()
    for line in file.text.split(separator: "\n") where line.contains(#""ua_parser""#) {
      let text = arena.copy(String(line))
      guard try member("enrichment", text)?.text(arena: arena)?.string == "ua_parser" else {
        continue
      }
      try check(try vector(text, arena))
    }
  }

  private func check(_ vector: Vector) throws {
    guard let rules = try vector.rules.map(Agents.rules) ?? Agents.systemRules() else { return }
    let test = try StageTest(
      [.stage(UserAgentParser.self)], stages: "- { use: user_agent_parser, lookup: agents }",
      fields: [Field("useragent", .text)], lookups: ["agents": .userAgentTable(rules)])
    let fields = try test.run([["useragent": .text(vector.agent)]])[0].fields
    var found: [FieldValue.Entity] = []
    if case .entities(let list)? = fields?["derived_contexts"] { found = list }
    #expect(found == vector.expected, "\(vector.name)")
  }

  // MARK: reading

  private func member(_ name: String, _ object: Bytes) throws -> JSONValue? {
    var scanner = JSONScanner(object)
    try scanner.enterObject()
    while let member = try scanner.nextMember() {
      if member.key.string == name { return member.value }
    }
    return nil
  }

  private func vector(_ text: Bytes, _ arena: Arena) throws -> Vector {
    let config = try #require(try member("config", text)).raw
    let input = try #require(try member("input", text)).raw
    let expected = try #require(try member("expected", text)).raw
    let name = try #require(try member("case", text)?.text(arena: arena)).string
    var entities: [FieldValue.Entity] = []
    var list = JSONScanner(try #require(try member("derived_contexts", expected)).raw)
    try list.enterArray()
    while let entity = try list.nextElement() {
      let schema = try #require(try member("schema", entity.raw)?.text(arena: arena)).string
      let data = try #require(try member("data", entity.raw)).raw
      var wanted = JSONText.compact(data, arena: arena).string
      if let change = SnowplowVectorTests.changes[name] {
        wanted = wanted.replacing(change.then, with: change.now)
        print("\(name): the system's rules say \(change.now) for \(change.then)")
      }
      entities.append(.init(schema: schema, data: wanted))
    }
    return Vector(
      name: name, rules: try member("rules_text", config)?.text(arena: arena)?.string,
      agent: try member("useragent", input)?.text(arena: arena)?.string ?? "", expected: entities)
  }
}
