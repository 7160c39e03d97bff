import Foundation
import StageKit
import StageTesting
import TestSupport
import Testing

@testable import UserAgentParserStage

/// `columns: true` fills five columns of Snowplow.
@Suite struct UserAgentColumnsTests {
  struct Golden: Sendable, CustomTestStringConvertible {
    let agent: String
    let columns: [String: String]
    var testDescription: String { agent }

    init(_ agent: String, _ name: String?, _ version: String?, _ system: String?, _ family: String)
    {
      self.agent = agent
      let values = [
        "br_name": name, "br_family": name.map { $0.split(separator: " ")[0].description },
        "br_version": version, "os_name": system, "os_family": family,
      ]
      columns = values.compactMapValues { $0 }
    }
  }

  private static let names = ["br_name", "br_family", "br_version", "os_name", "os_family"]

  private func run(_ agent: String, _ table: UAPTable, columns: Bool) throws -> [String: String] {
    let test = try StageTest(
      [.stage(UserAgentParser.self)],
      stages: "- { use: user_agent_parser, lookup: agents, columns: \(columns) }",
      fields: [Field("useragent", .text), Field("br_name", .text)],
      lookups: ["agents": .userAgentTable(table)])
    let fields = try test.run([["useragent": .text(agent), "br_name": "before"]])[0].fields ?? [:]
    return fields.filter { Self.names.contains($0.key) }.mapValues { value in
      if case .text(let text) = value { text } else { "\(value)" }
    }
  }

  static let golden = [
    Golden("Widget/3.2.1 (GadgetOS 9.8.7.6)", "Widget 3", "3.2.1", "GadgetOS 9", "GadgetOS"),
    Golden("Widget/3", "Widget 3", "3", "Other", "Other"),
    Golden("Widget.2", "Widget", nil, "Other", "Other"),
    Golden("curl/8", "Other", nil, "Other", "Other"),
  ]

  @Test(arguments: golden)
  func `columns hold what the rules say`(_ golden: Golden) throws {
    let table = try Agents.rules(UserAgentParserTests.rules)
    #expect(try run(golden.agent, table, columns: true) == golden.columns)
  }

  @Test func `without the option the columns stay as they are`() throws {
    let table = try Agents.rules(UserAgentParserTests.rules)
    #expect(try run("Widget/3", table, columns: false) == ["br_name": "before"])
  }

  /// The table of the README, over agents that Snowplow's own cases have.
  static let differences = [
    Golden(
      "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_9_1) AppleWebKit/537.36 (KHTML, like Gecko)"
        + " Chrome/33.0.1750.152 Safari/537.36",
      "Chrome 33", "33.0.1750", "Mac OS X 10", "Mac OS X"),
    Golden(
      "Mozilla/5.0 (Windows NT 6.1; WOW64; rv:12.0) Gecko/20100101 Firefox/12.0",
      "Firefox 12", "12.0", "Windows 7", "Windows"),
    Golden(
      "Mozilla/5.0 (compatible; MSIE 9.0; Windows NT 6.0; Trident/5.0)", "IE 9", "9.0",
      "Windows Vista", "Windows"),
    Golden(
      "Mozilla/5.0 (Windows NT 5.1; rv:23.0) Gecko/20100101 Firefox/23.0", "Firefox 23", "23.0",
      "Windows XP", "Windows"),
  ]

  @Test(arguments: differences)
  func `the README's table of differences is true`(_ golden: Golden) throws {
    guard let table = try Agents.systemRules() else { return }
    #expect(try run(golden.agent, table, columns: true) == golden.columns)
  }
}
