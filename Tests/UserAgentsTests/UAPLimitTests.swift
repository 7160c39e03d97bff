import EventModel
import StageTesting
import Testing

@testable import UserAgents

@Suite struct UAPLimitTests {
  /// A rule that tries all ways to part a run of `a`, then another; one of each is left to PCRE2.
  private static let costly = """
    user_agent_parsers:
      - { regex: '(?:a{1,9}){1,30}b', family_replacement: slow }
      - { regex: '(?<=-)\\b(z)', family_replacement: 'next $1' }
    os_parsers:
      - { regex: '((?:a{1,9}){1,30}b|(?<=-)z)', os_replacement: 'os $1' }
    device_parsers:
      - { regex: 'a', device_replacement: A }
    """

  private func parser(_ text: String) throws -> UserAgentParser {
    UserAgentParser(try Agents.rules(text))
  }

  private func parse(_ agent: String, _ parser: UserAgentParser) -> [String: String] {
    Agents.parse(Array(agent.utf8), parser)
  }

  @Test func `only the beginning of a long agent is read`() throws {
    let parser = try parser("user_agent_parsers: [{ regex: 'xy', family_replacement: X }]")
    let room = String(repeating: "-", count: UAPLimits.agentBytes - 2)
    #expect(parse(room + "xy", parser)["family"] == "X")
    #expect(parser.cutCount == 0)
    #expect(parse(room + "-xy", parser)["family"] == "Other")
    #expect(parse("xy" + room + room, parser)["family"] == "X")
    #expect(parser.cutCount == 2)
  }

  @Test func `a character that the bound cuts is replaced`() throws {
    let parser = try parser("user_agent_parsers: [{ regex: '([^-]+)$' }]")
    let agent = String(repeating: "-", count: UAPLimits.agentBytes - 1) + "é"
    #expect(parse(agent, parser)["family"] == "\u{FFFD}")
  }

  @Test func `a rule that uses up the budget ends its section and the ones behind it`() throws {
    let rules = try Agents.rules(UAPLimitTests.costly)
    let parser = UserAgentParser(rules)
    let hostile = String(repeating: "a", count: 40) + "!-zb"
    #expect(parse(hostile, parser) == ["family": "Other", "os": "Other", "device": "Other"])
    #expect(parser.stepsUsed <= rules.set.budget + UAPLimitTests.lastCharge)
    #expect(parser.limitCount == 3)
    #expect(parse("-z", parser)["family"] == "next z")
    #expect(parser.limitCount == 3)
  }

  @Test(arguments: 1...12)
  func `a costly rule within the budget answers as any other`(_ count: Int) throws {
    let parser = try parser(UAPLimitTests.costly)
    let agent = String(repeating: "a", count: count) + "!-z!b"
    #expect(parse(agent, parser) == ["family": "next z", "os": "os z", "device": "A"])
    #expect(parse(agent + "b-aab", parser)["family"] == "slow")
    #expect(parser.limitCount == 0)
  }

  @Test(arguments: ["(*COMMIT)", "\\G"])
  func `a costly rule that sees where a search starts is given up`(_ start: String) throws {
    let parser = try parser(
      "user_agent_parsers: [{ regex: '\(start)(?:a{1,9}){1,30}b', family_replacement: X }]")
    #expect(parse(String(repeating: "a", count: 40) + "!b", parser)["family"] == "Other")
    #expect(parser.limitCount == 1)
    #expect(parse("aab", parser)["family"] == "X")
  }

  @Test func `a repetition deeper than the room for ways is a limit`() throws {
    let parser = try parser("user_agent_parsers: [{ regex: '^(?:((a))|((b))|c)*$' }]")
    #expect(parse(String(repeating: "ab", count: 50), parser)["family"] == "a")
    #expect(parser.limitCount == 0)
    #expect(parse(String(repeating: "ab", count: 1024), parser)["family"] == "Other")
    #expect(parser.limitCount == 1)
  }

  // MARK: hostile agents

  /// Long runs and soups of what uap-core's rules look for.
  private static let hostile: [String] = {
    let pieces = [
      "A", "; ", "1.", "1_", "/", "(", ")", " ", "a-", "Android ", "; Android 1; ", " Build", "bot",
      "iPhone ", "Opera Mini/", "Version/1.1 ", "Safari/1.1 ", "Chrome/1.1.1.1 ", "Mozilla/5.0 (",
      "Linux; U; ", "Windows NT ", "CFNetwork/1 ", "Mobile; ", "; SM-", "HbbTV/1.1.1 (",
      "GoogleTV ", "like Gecko) ", "HTC Desire S : ", "-_", "crawler ", "é", "HTC_", ";;", "))",
      "; HTC/1.0 ", "Bot ", "Aa spiderX", "[FBAN/", "Windows Phone ; ; IEMobile/1;",
    ]
    var random = RandomBytes(seed: 3)
    let soups = (0..<100).map { _ in
      (0..<(64 << 10) / 8).map { _ in pieces[random.below(pieces.count)] }.joined()
    }
    return soups
      + pieces.flatMap { piece in
        ["", "Mozilla/5.0 (Linux; Android 9; ", "Mozilla/5.0 (iPhone; CPU iPhone OS "].map {
          $0 + String(repeating: piece, count: (64 << 10) / piece.utf8.count)
        }
      }
  }()

  /// One charge may go beyond the budget, never more.
  private static let lastCharge = UAPLimits.agentBytes * UAPLimits.placeSteps

  @Test func `hostile agents take no more steps than the budget`() throws {
    guard let rules = try Agents.systemRules() else { return }
    let parser = UserAgentParser(rules)
    let arena = Arena()
    var most = 0
    for text in UAPLimitTests.hostile {
      _ = parser.parse(arena.copy(text), arena: arena)
      most = max(most, parser.stepsUsed)
    }
    print("hostile agents: \(most) steps at most, \(parser.limitCount) limits")
    #expect(most <= rules.set.budget + UAPLimitTests.lastCharge)
    #expect(parser.cutCount == UAPLimitTests.hostile.count)
  }

  @Test func `the steps of an agent do not depend on those before it`() throws {
    guard let rules = try Agents.systemRules() else { return }
    let (first, second) = (UserAgentParser(rules), UserAgentParser(rules))
    for agent in UAPLimitTests.hostile.prefix(20) {
      _ = first.parse(agent)
      _ = second.parse("curl/8")
      _ = second.parse(agent)
      #expect(first.stepsUsed == second.stepsUsed)
    }
  }

  @Test func `many costly rules share one budget`() throws {
    let rules = (0..<200).map { "  - { regex: 'a.{0,200}a.{0,200}a.{0,200}b\($0)x' }" }
    let all = try Agents.rules("user_agent_parsers:\n\(rules.joined(separator: "\n"))")
    let parser = UserAgentParser(all)
    let agent = String(repeating: "a", count: 1000) + (0..<200).map { "b\($0)" }.joined()
    #expect(parse(agent + "x", parser)["family"] == "Other")
    #expect(parser.limitCount == 1)
    #expect(parser.stepsUsed > UAPLimits.steps)
    #expect(parser.stepsUsed <= all.set.budget + UAPLimitTests.lastCharge)
  }

  @Test func `the agents of uap-core's cases are far from the budget`() throws {
    guard let rules = try Agents.systemRules() else { return }
    let parser = UserAgentParser(rules)
    var most = 0
    for agent in UAPFilterTests.agents {
      _ = Agents.parse(agent, parser)
      most = max(most, parser.stepsUsed)
    }
    print("\(UAPFilterTests.agents.count) agents: \(most) steps at most")
    #expect(parser.limitCount == 0)
    #expect(most < UAPLimits.steps / 4)
  }

  @Test func `workers that meet a rule at the same time agree`() async throws {
    guard let rules = try Agents.systemRules() else { return }
    let agents = [
      "Mozilla/5.0 (X11; Linux x86_64; rv:109.0) Gecko/20100101 Firefox/115.0", "curl/8.1",
    ]
    let answers = await withTaskGroup { group in
      for _ in 0..<16 {
        group.addTask { agents.map { Agents.parse($0, rules) } }
      }
      return await group.reduce(into: Set<[[String: String]]>()) { $0.insert($1) }
    }
    #expect(answers.count == 1)
    #expect(answers.first?[0]["family"] == "Firefox")
  }
}
