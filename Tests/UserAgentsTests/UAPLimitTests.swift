import StageKit
import StageTesting
import Testing

@testable import UserAgents

@Suite struct UAPLimitTests {
  /// A rule that tries all ways to part a run of `a`, then another.
  private static let costly = """
    user_agent_parsers:
      - { regex: '(?:a{1,9}){1,30}b', family_replacement: slow }
      - { regex: '(?<=-)\\b(z)', family_replacement: 'next $1' }
    os_parsers:
      - { regex: '((?:a{1,9}){1,30}b|(?<=-)z)', os_replacement: 'os $1' }
    device_parsers:
      - { regex: 'a', device_replacement: A }
    """

  private func engine(_ text: String) throws -> UserAgentParser { UserAgentParser(try Agents.rules(text)) }

  private func parse(_ agent: String, _ engine: UserAgentParser) -> [String: String] {
    Agents.parse(Array(agent.utf8), engine)
  }

  @Test func `only the beginning of a long agent is read`() throws {
    let engine = try engine("user_agent_parsers: [{ regex: 'xy', family_replacement: X }]")
    let room = String(repeating: "-", count: UAPLimits.agentBytes - 2)
    #expect(parse(room + "xy", engine)["family"] == "X")
    #expect(engine.cutCount == 0)
    #expect(parse(room + "-xy", engine)["family"] == "Other")
    #expect(parse("xy" + room + room, engine)["family"] == "X")
    #expect(engine.cutCount == 2)
  }

  @Test func `a character that the bound cuts is replaced`() throws {
    let engine = try engine("user_agent_parsers: [{ regex: '([^-]+)$' }]")
    let agent = String(repeating: "-", count: UAPLimits.agentBytes - 1) + "é"
    #expect(parse(agent, engine)["family"] == "\u{FFFD}")
  }

  @Test func `a rule that uses up the budget ends its section`() throws {
    let engine = try engine(UAPLimitTests.costly)
    let hostile = String(repeating: "a", count: 40) + "!-zb"
    #expect(parse(hostile, engine) == ["family": "Other", "os": "Other", "device": "A"])
    #expect(engine.limitCount == 2)
    #expect(parse("-z", engine)["family"] == "next z")
    #expect(engine.limitCount == 2)
  }

  @Test(arguments: 1...12)
  func `a watched rule answers as any other`(_ count: Int) throws {
    let engine = try engine(UAPLimitTests.costly)
    let agent = String(repeating: "a", count: count) + "!-z!b"
    #expect(parse(agent, engine) == ["family": "next z", "os": "os z", "device": "A"])
    #expect(parse(agent + "b-aab", engine)["family"] == "slow")
    #expect(engine.limitCount == 0)
    #expect((engine.watchedCount > 0) == (count >= 11))
  }

  @Test(arguments: ["(*COMMIT)", "\\G"])
  func `a costly rule that sees where a search starts is given up`(_ start: String) throws {
    let engine = try engine(
      "user_agent_parsers: [{ regex: '\(start)(?:a{1,9}){1,30}b', family_replacement: X }]")
    #expect(parse(String(repeating: "a", count: 40) + "!b", engine)["family"] == "Other")
    #expect(engine.limitCount == 1)
    #expect(parse("aab", engine)["family"] == "X")
  }

  /// Long runs and soups of what uap-core's rules look for.
  private static let hostile: [String] = {
    let pieces = [
      "A", "; ", "1.", "1_", "/", "(", ")", " ", "a-", "Android ", "; Android 1; ", " Build", "bot",
      "iPhone ", "Opera Mini/", "Version/1.1 ", "Safari/1.1 ", "Chrome/1.1.1.1 ", "Mozilla/5.0 (",
      "Linux; U; ", "Windows NT ", "CFNetwork/1 ", "Mobile; ", "; SM-", "HbbTV/1.1.1 (",
      "GoogleTV ", "like Gecko) ", "HTC Desire S : ", "-_", "crawler ", "é", "HTC_", ";;", "))",
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

  /// In release builds 1 ms is enough; here other tests run beside it, without optimisation.
  @Test func `hostile agents take little time`() throws {
    guard let rules = try Agents.systemRules() else { return }
    let engine = UserAgentParser(rules)
    let clock = ContinuousClock()
    let arena = Arena()
    for text in UAPLimitTests.hostile {
      let agent = arena.copy(text)
      _ = engine.parse(agent, arena: arena)
      let times = (0..<3).map { _ in clock.measure { _ = engine.parse(agent, arena: arena) } }
      #expect((times.min() ?? .zero) < .milliseconds(200), "\(text.prefix(80))")
    }
    #expect(engine.cutCount == UAPLimitTests.hostile.count * 4)
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
