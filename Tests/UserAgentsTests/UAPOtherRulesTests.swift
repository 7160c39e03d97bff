import DiagnosticKit
import MarkedYAML
import StageTesting
import Testing

@testable import UserAgents

/// Any later rules file works: what the parser says is what PCRE2 says, rule after rule.
@Suite struct UAPOtherRulesTests {
  /// A change to all rules of a file.
  enum Change: String, CaseIterable, Sendable, CustomTestStringConvertible {
    case reversed, shuffled
    case lookAhead = "with a look-ahead"
    case lookBehind = "with a look-behind"
    case noLiterals = "without literals"
    case alternation = "as one of two branches"
    case optional = "with all groups optional"
    case unicode = "with letters beyond ASCII"
    case anyCase = "in any case"
    case generated = "10,000 generated ones"

    var testDescription: String { rawValue }

    func rules(_ rules: [Rule], _ random: inout RandomBytes) -> [Rule] {
      switch self {
      case .reversed: rules.reversed()
      case .shuffled: rules.shuffled(using: &random)
      case .lookAhead: rules.map { $0.with("(?=.{0,300}[a-z])\($0.pattern)(?!\\x00)") }
      case .lookBehind: rules.map { $0.with("(?<![Z])(?:\($0.pattern))(?<!\\s\\s)") }
      case .noLiterals: rules.map { $0.with(String($0.pattern.map(UAPOtherRulesTests.loose))) }
      case .alternation:
        zip(rules, rules.dropFirst()).map { $0.with("\($0.pattern)|\($1.pattern)") }
      case .optional: rules.map { $0.with($0.pattern.replacing(")", with: ")?")) }
      case .unicode: rules.map { $0.with($0.pattern.replacing("o", with: "(?:o|ö|日)")) }
      case .anyCase: rules.map { $0.with("(?i)\($0.pattern)") }
      case .generated: UAPOtherRulesTests.generated(10_000, from: rules, &random)
      }
    }
  }

  struct Rule: Sendable {
    let section: UAPSection
    var pattern: String

    func with(_ pattern: String) -> Rule { Rule(section: section, pattern: pattern) }
  }

  /// Letters of a pattern that stand for themselves as any letter.
  private static func loose(_ letter: Character) -> Character {
    "aeinrtAEINRT".contains(letter) ? "." : letter
  }

  private static func generated(
    _ count: Int, from rules: [Rule], _ random: inout RandomBytes
  ) -> [Rule] {
    var mutator = PatternMutator(patterns: rules.map(\.pattern), random: random)
    defer { random = mutator.random }
    return (0..<count).map { number in
      Rule(
        section: UAPSection.allCases[number % 3],
        pattern: number % 2 == 0
          ? "(Brand\(number))[ /-](\\d+)(?:\\.(\\d+)|)|\(rules[number % rules.count].pattern)Z"
          : mutator.next())
    }
  }

  private static let all: [Rule] = {
    guard let file = try? Agents.file("\(Agents.folder)/regexes.yaml"),
      let tree = MarkedYAML.parse(file, limits: .data).tree
    else { return [Rule(section: .systems, pattern: "(GadgetOS) (\\d+)")] }
    return UAPSection.allCases.flatMap { section in
      (tree[section.rawValue]?.items ?? []).compactMap { rule in
        rule["regex"]?.string.map { Rule(section: section, pattern: $0) }
      }
    }
  }()

  /// Rules of a file, without those that PCRE2 refuses: these stop the start, as they should.
  private static func text(_ rules: [Rule]) -> String {
    let compiler = UAPCompiler()
    return UAPSection.allCases.map { section in
      let items = rules.filter { $0.section == section }.compactMap { rule -> String? in
        guard (try? UAPPattern(rule.pattern, foldsCase: false, compiler)) != nil,
          !rule.pattern.utf8.contains(where: { $0 < 0x20 })
        else { return nil }
        return "  - regex: '\(rule.pattern.replacing("'", with: "''"))'\n"
      }
      return items.isEmpty ? "" : "\(section.rawValue):\n\(items.joined())"
    }.joined()
  }

  @Test(arguments: Change.allCases)
  func `rules that are others are answered right`(_ change: Change) throws {
    var random = RandomBytes(seed: 17)
    let rules = try Agents.rules(Self.text(change.rules(Self.all, &random)))
    let (parser, plain) = (
      UserAgentParser(rules), UserAgentParser(rules, isFiltered: false)
    )
    let agents = UAPFilterTests.agents
    var mutator = AgentMutator(agents: agents, random: random)
    var (matches, limits) = (0, 0)
    for number in 0..<60 {
      let agent =
        number % 2 == 0
        ? agents[number * 977 % agents.count]
        : number % 3 == 0 ? mutator.next() : Array("Brand\(number * 166)/1.2 x".utf8)
      let before = (parser.limitCount, plain.limitCount)
      let (found, wanted) = (Agents.parse(agent, parser), Agents.parse(agent, plain))
      guard before == (parser.limitCount, plain.limitCount) else {
        limits += 1
        continue
      }
      #expect(found == wanted, "\(String(decoding: agent, as: UTF8.self))")
      if found["family"] != "Other" || found["os"] != "Other" { matches += 1 }
    }
    print("\(change.rawValue): \(rules.count) rules, \(matches) matches, \(limits) limits")
    #expect(matches > 5)
    #expect(limits < 10)
  }
}

extension RandomBytes: RandomNumberGenerator {}
