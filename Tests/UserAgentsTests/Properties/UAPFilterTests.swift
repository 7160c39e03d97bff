import DiagnosticKit
import Foundation
import MarkedYAML
import StageTesting
import TestSupport
import Testing

@testable import UserAgents

/// The filter never loses a match, for any agent and any rule.
///
/// Shape: `make uap-long` sets `RICHLINE_UAP_LONG`, the number of mutated agents.
@Suite struct UAPFilterTests {
  private static let long = ProcessInfo.processInfo.environment["RICHLINE_UAP_LONG"].flatMap(
    Int.init)

  /// The machine tries one of so many rules on each text, another one on the next.
  private static let share = long == nil ? 16 : 4

  /// The agents of the benchmark; a few of our own without that folder.
  static let agents: [[UInt8]] = {
    guard let path = SharedFolder.path("data/user-agents.tsv"), let file = try? Agents.file(path)
    else { return ["Mozilla/5.0 (X11; Linux x86_64) Firefox/9", "curl/8"].map { Array($0.utf8) } }
    return file.bytes.split(separator: 0x0A).compactMap { line in
      line.firstIndex(of: 0x09).map { Array(line[($0 + 1)...]) }
    }
  }()

  private static let patterns: [(text: String, foldsCase: Bool)] = {
    guard let file = try? Agents.file("\(Agents.folder)/regexes.yaml"),
      let tree = MarkedYAML.parse(file, limits: .data).tree
    else { return [("(Firefox)/(\\d+)", false), ("curl", true)] }
    return UAPSection.allCases.flatMap { tree[$0.rawValue]?.items ?? [] }.compactMap { rule in
      rule["regex"]?.string.map { ($0, rule["regex_flag"]?.string == "i") }
    }
  }()

  /// Tries texts in several threads.
  private func judge(
    _ set: UAPRuleSet, _ count: Int, _ text: @escaping @Sendable (Int) -> [UInt8]
  ) async -> (matches: Int, candidates: Int) {
    await withTaskGroup { group in
      let size = max(1, count / 16)
      for start in stride(from: 0, to: count, by: size) {
        group.addTask {
          let judge = FilterJudge(set, share: Self.share)
          for number in start..<min(start + size, count) {
            let agent = text(number)
            guard let fault = judge.fault(agent) else { continue }
            Issue.record("\(fault) for '\(String(decoding: agent, as: UTF8.self))'")
          }
          return (judge.matchCount, judge.candidateCount)
        }
      }
      return await group.reduce(into: (matches: 0, candidates: 0)) {
        $0 = ($0.matches + $1.0, $0.candidates + $1.1)
      }
    }
  }

  @Test func `no rule is lost for a real agent`() async throws {
    guard let rules = try Agents.systemRules() else { return }
    let agents = Self.agents
    let step = Self.long == nil ? max(1, agents.count / 1500) : 1
    let count = agents.count / step
    let found = await judge(rules.set, count) { agents[$0 * step] }
    print("\(count) agents: \(found.matches) matches, \(found.candidates) candidates")
    #expect(found.candidates < count * 60)
  }

  @Test func `no rule is lost for a mutated agent`() async throws {
    guard let rules = try Agents.systemRules() else { return }
    let agents = Self.agents
    let count = Self.long ?? 3000
    let found = await judge(rules.set, count) { number in
      var mutator = AgentMutator(agents: agents, random: RandomBytes(seed: UInt64(number + 1)))
      return mutator.next()
    }
    print("\(count) mutated agents: \(found.matches) matches, \(found.candidates) candidates")
    #expect(found.matches > count)
  }

  @Test func `no rule is lost for a text built from it`() async throws {
    guard let rules = try Agents.systemRules() else { return }
    let samplers = Self.patterns.map { PatternSampler($0.text) }
    let patterns = Self.patterns
    let count = samplers.count * (Self.long == nil ? 3 : 100)
    let found = await judge(rules.set, count) { number in
      var random = RandomBytes(seed: UInt64(number + 1))
      var text = samplers[number % samplers.count].sample(&random)
      if patterns[number % samplers.count].foldsCase {
        for place in text.indices where random.below(2) == 0 && text[place] & 0x40 != 0 {
          text[place] ^= 0x20
        }
      }
      return text
    }
    print("\(count) texts: \(found.matches) matches")
    #expect(found.matches > count)
  }

  @Test func `no rule is lost when the rules are others`() async {
    let patterns = Self.patterns
    let count = Self.long == nil ? 10_000 : 100_000
    var mutator = PatternMutator(patterns: patterns.map(\.text), random: RandomBytes(seed: 5))
    let mutated = (0..<count).map { (text: mutator.next(), foldsCase: $0 % 3 == 0) }
    let (set, compiled) = FilterJudge.set(mutated)
    let agents = Self.agents
    let samplers = patterns.map { PatternSampler($0.text) }
    let found = await judge(set, Self.long == nil ? 200 : 1000) { number in
      var random = RandomBytes(seed: UInt64(number + 1))
      guard number % 2 == 0 else { return samplers[random.below(samplers.count)].sample(&random) }
      var mutator = AgentMutator(agents: agents, random: random)
      return mutator.next()
    }
    print(
      "\(compiled) mutated rules, \(set.filter.unfilteredCount) without literals:"
        + " \(found.matches) matches")
    #expect(compiled > count / 2)
    #expect(found.matches > count / 10)
  }

  @Test func `no rule is lost when the rules are small and strange`() async {
    let count = Self.long == nil ? 10_000 : 200_000
    let sizes = count / 1000
    let found = await withTaskGroup { group in
      for part in 0..<sizes {
        group.addTask { await small(1000, UInt64(part + 1)) }
      }
      return await group.reduce(into: (rules: 0, matches: 0, filtered: 0)) {
        $0 = ($0.rules + $1.0, $0.matches + $1.1, $0.filtered + $1.2)
      }
    }
    print("\(found.rules) small rules, \(found.filtered) filtered: \(found.matches) matches")
    #expect(found.rules > count / 2)
    #expect(found.filtered > count / 5)
    #expect(found.matches > count)
  }

  /// Random rules over few letters, tried on short texts of these.
  private func small(_ count: Int, _ seed: UInt64) async -> (Int, Int, Int) {
    var mutator = PatternMutator(patterns: [], random: RandomBytes(seed: seed))
    let patterns = (0..<count).map { (text: mutator.small(), foldsCase: $0 % 3 == 0) }
    let (set, compiled) = FilterJudge.set(patterns)
    let letters = ["a", "b", "c", "A", "B", "-", ".", "é", "É", "1", " ", "\t", "{"].map {
      Array($0.utf8)
    }
    let judge = FilterJudge(set, share: Self.share)
    var random = RandomBytes(seed: seed)
    for _ in 0..<40 {
      let text = (0..<random.below(12)).flatMap { _ in
        letters[random.below(random.below(4) == 0 ? 13 : 4)]
      }
      if let fault = judge.fault(text) {
        Issue.record("seed \(seed), \(fault) for '\(String(decoding: text, as: UTF8.self))'")
      }
    }
    return (compiled, judge.matchCount, compiled - set.filter.unfilteredCount)
  }

  @Test func `the answers are those of rule after rule`() throws {
    guard let rules = try Agents.systemRules() else { return }
    let plain = UserAgentParser(rules, isFiltered: false)
    let filtered = UserAgentParser(rules)
    let agents = Self.agents
    let step = Self.long == nil ? max(1, agents.count / 700) : 1
    var mutator = AgentMutator(agents: agents, random: RandomBytes(seed: 11))
    var compared = 0
    for place in stride(from: 0, to: agents.count, by: step) {
      for agent in [agents[place], mutator.next()] {
        #expect(Agents.parse(agent, filtered) == Agents.parse(agent, plain))
        compared += 1
      }
    }
    print("\(compared) agents compared")
    #expect(plain.limitCount + filtered.limitCount == 0)
  }
}
