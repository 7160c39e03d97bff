import StageKit
import StageTesting
import Testing

@testable import UserAgentParserStage

@Suite struct UserAgentParserTests {
  static let rules = """
    user_agent_parsers:
      - regex: '(Widget)(?:/(\\d+)|)(?:\\.(\\d+)|)(?:\\.(\\d+)|)'
      - { regex: 'quote', family_replacement: 'a"b\\c' }
    os_parsers:
      - regex: '(GadgetOS) (\\d+)\\.(\\d+)\\.(\\d+)\\.(\\d+)'
    device_parsers:
      - { regex: 'Pad (\\w+)', brand_replacement: Acme, model_replacement: 'P-$1' }
    """
  static let schema = "iglu:com.snowplowanalytics.snowplow/ua_parser_context/jsonschema/1-0-0"

  private func run(
    _ agents: [String], options: String = "", demanding: [String] = []
  ) throws -> [TestOutcome] {
    let test = try StageTest(
      [.stage(UserAgentParser.self)],
      stages: "- { use: user_agent_parser, lookup: agents\(options) }",
      fields: [Field("useragent", .text), Field("other_agent", .text)],
      lookups: ["agents": .userAgentTable(try Agents.rules(UserAgentParserTests.rules))],
      demanding: demanding)
    return try test.run(agents.map { ["useragent": .text($0)] })
  }

  private func entity(_ data: String) -> FieldValue {
    .entities([.init(schema: UserAgentParserTests.schema, data: data)])
  }

  @Test func `an agent gives columns and an entity`() throws {
    let agent = "Widget/3.2.1 (GadgetOS 9.8.7.6; Pad Pro)"
    let data = """
      {"useragentFamily":"Widget","useragentMajor":"3","useragentMinor":"2","useragentPatch":"1",\
      "useragentVersion":"Widget 3.2.1","osFamily":"GadgetOS","osMajor":"9","osMinor":"8",\
      "osPatch":"7","osPatchMinor":"6","osVersion":"GadgetOS 9.8.7.6","deviceFamily":"Pro"}
      """
    #expect(
      try run([agent])[0].fields == [
        "useragent": .text(agent), "ua_family": "Widget", "ua_version": "Widget 3.2.1",
        "ua_os": "GadgetOS", "ua_os_version": "GadgetOS 9.8.7.6", "ua_device": "Pro",
        "ua_device_brand": "Acme", "ua_device_model": "P-Pro", "derived_contexts": entity(data),
      ])
  }

  @Test func `an agent that no rule knows is Other`() throws {
    let data = """
      {"useragentFamily":"Other","useragentMajor":null,"useragentMinor":null,\
      "useragentPatch":null,"useragentVersion":"Other","osFamily":"Other","osMajor":null,\
      "osMinor":null,"osPatch":null,"osPatchMinor":null,"osVersion":"Other",\
      "deviceFamily":"Other"}
      """
    #expect(
      try run(["curl/8"])[0].fields == [
        "useragent": "curl/8", "ua_family": "Other", "ua_version": "Other", "ua_os": "Other",
        "ua_os_version": "Other", "ua_device": "Other", "derived_contexts": entity(data),
      ])
  }

  @Test func `an event without agent stays as it is`() throws {
    #expect(try run([""]) == [.written([:])])
  }

  @Test func `single parts are there on demand`() throws {
    let names = AgentColumn.allCases.map(\.rawValue)
    let fields = try run(["Widget/3.2.1 (GadgetOS 9.8.7.6)"], demanding: names)[0].fields
    let wanted: [String: FieldValue] = [
      "ua_major": "3", "ua_minor": "2", "ua_patch": "1", "ua_os_family": "GadgetOS",
      "ua_os_major": "9", "ua_os_minor": "8", "ua_os_patch": "7", "ua_os_patch_minor": "6",
    ]
    for (name, value) in wanted { #expect(fields?[name] == value, "\(name)") }
  }

  @Test(arguments: [
    ("Widget", "Widget"), ("Widget/3", "Widget 3"), ("Widget.2", "Widget.2"),
    ("Widget/3.2.1", "Widget 3.2.1"),
  ])
  func `a version is made of the parts that are there`(_ agent: String, _ version: String) throws {
    #expect(try run([agent])[0].fields?["ua_version"] == .text(version))
  }

  @Test func `values are escaped in the entity`() throws {
    guard case .entities(let list)? = try run(["quote"])[0].fields?["derived_contexts"] else {
      Issue.record("no entity")
      return
    }
    #expect(list[0].data.hasPrefix(#"{"useragentFamily":"a\"b\\c","useragentMajor":null,"#))
  }

  @Test func `values of an earlier stage do not stay`() throws {
    let test = try StageTest(
      [.stage(UserAgentParser.self)], stages: "- { use: user_agent_parser, lookup: agents }",
      fields: [Field("useragent", .text), Field("ua_device_brand", .text)],
      lookups: ["agents": .userAgentTable(try Agents.rules(UserAgentParserTests.rules))])
    let outcome = try test.run([["useragent": "Widget/1", "ua_device_brand": "Old"]])
    #expect(outcome[0].fields?["ua_device_brand"] == nil)
    #expect(outcome[0].fields?["ua_family"] == "Widget")
  }

  @Test func `another field may hold the agent`() throws {
    let test = try StageTest(
      [.stage(UserAgentParser.self)],
      stages: "- { use: user_agent_parser, lookup: agents, useragent: other_agent }",
      fields: [Field("useragent", .text), Field("other_agent", .text)],
      lookups: ["agents": .userAgentTable(try Agents.rules(UserAgentParserTests.rules))])
    let outcome = try test.run([["useragent": "Widget/1", "other_agent": "Widget/2"]])
    #expect(outcome[0].fields?["ua_version"] == "Widget 2")
  }

  @Test(arguments: [0, 1, 3, 5000])
  func `a cache of any size changes nothing`(_ size: Int) throws {
    var random = RandomBytes(seed: 7)
    let agents = (0..<3000).map { _ in
      let number = random.below(9)
      return number == 0
        ? "Widget/\(random.below(3)) " + String(repeating: "x", count: 2100)
        : "Widget/\(number).\(random.below(3)) (GadgetOS 1.2.3.\(random.below(2)); Pad \(number))"
    }
    #expect(
      try run(agents, options: ", cache_size: \(size)") == run(agents, options: ", cache_size: 0"))
  }

  @Test func `what a worker remembers, cuts and gives up is counted`() throws {
    let table = try Agents.rules(
      "user_agent_parsers: [{ regex: '(?:a{1,9}){1,30}b', family_replacement: X }]")
    let arena = Arena()
    let parser = table.makeParser()
    for text in [
      "aab", String(repeating: "a", count: 60) + "!b", String(repeating: "-", count: 3000),
    ] {
      _ = parser.parse(arena.copy(text), arena: arena)
    }
    #expect((parser.cutCount, parser.limitCount) == (1, 1))
  }

  @Test func `a cache size beyond the limit is refused`() throws {
    #expect(throws: Findings.self) { try run(["x"], options: ", cache_size: 1000001") }
    #expect(throws: Findings.self) { try run(["x"], options: ", cache_size: -1") }
  }

  @Test func `the worked event of the README is true`() throws {
    guard let rules = try Agents.systemRules() else { return }
    let agent = """
      Mozilla/5.0 (iPhone; CPU iPhone OS 5_1_1 like Mac OS X) AppleWebKit/534.46 (KHTML, like \
      Gecko) Version/5.1 Mobile/9B206 Safari/7534.48.3
      """
    let data = """
      {"useragentFamily":"Mobile Safari","useragentMajor":"5","useragentMinor":"1",\
      "useragentPatch":null,"useragentVersion":"Mobile Safari 5.1","osFamily":"iOS",\
      "osMajor":"5","osMinor":"1","osPatch":"1","osPatchMinor":null,"osVersion":"iOS 5.1.1",\
      "deviceFamily":"iPhone"}
      """
    let test = try StageTest(
      [.stage(UserAgentParser.self)], stages: "- { use: user_agent_parser, lookup: agents }",
      fields: [Field("useragent", .text)], lookups: ["agents": .userAgentTable(rules)])
    #expect(
      try test.run([["useragent": .text(agent)]])[0].fields == [
        "useragent": .text(agent), "ua_family": "Mobile Safari",
        "ua_version": "Mobile Safari 5.1", "ua_os": "iOS", "ua_os_version": "iOS 5.1.1",
        "ua_device": "iPhone", "ua_device_brand": "Apple", "ua_device_model": "iPhone",
        "derived_contexts": entity(data),
      ])
    #expect(try DataFile.read(UserAgentParserTests.readme).text.contains(data))
  }

  private static let readme =
    "/" + #filePath.split(separator: "/").dropLast(2).joined(separator: "/") + "/README.md"

  @Test func `the stage keeps the contract of stages`() async {
    await #expect(processExitsWith: .success) {
      let contract = try StageContract(
        .stage(UserAgentParser.self), stages: "- { use: user_agent_parser, lookup: agents }",
        fields: [Field("useragent", .text)],
        lookups: ["agents": .userAgentTable(try Agents.rules(UserAgentParserTests.rules))])
      let broken = try contract.run()
      precondition(broken.isEmpty, "\(broken)")
    }
  }
}
