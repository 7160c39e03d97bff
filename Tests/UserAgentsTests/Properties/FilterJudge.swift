import StageKit

@testable import UserAgents

/// Tries all rules on a text, and compares with what the filter lets through.
///
/// Shape: stronger than comparing answers, which show the first rule that matches only.
final class FilterJudge {
  private let set: UAPRuleSet
  private let places: [Int]
  private let candidates: UAPCandidates
  private let matcher: UAPMatcher
  private let arena = Arena()
  /// Rules that matched so far, and candidates: the power of a test, and that of the filter.
  private(set) var matchCount = 0
  private(set) var candidateCount = 0

  init(_ set: UAPRuleSet) {
    self.set = set
    places = (0..<set.placeCount).filter { set.pattern($0) != nil }
    candidates = UAPCandidates(set.filter)
    matcher = UAPMatcher(set)
  }

  /// The number of a rule that matches and was filtered out.
  func lost(_ text: [UInt8]) -> Int? {
    defer { arena.reset() }
    let room = arena.reserve(text.count)
    for (place, byte) in text.enumerated() { room[place] = byte }
    let agent = arena.commit(text.count).prefix(UAPLimits.agentBytes)
    matcher.begin(agent, isASCII: candidates.find(agent))
    for place in places {
      let isCandidate = (candidates.word(place / 64) >> UInt64(place % 64)) & 1 != 0
      if isCandidate { candidateCount += 1 }
      guard case .match = matcher.match(place) else { continue }
      matchCount += 1
      if !isCandidate { return place }
    }
    return nil
  }

  /// Rules of one section, from patterns; those that do not compile are left out.
  static func set(_ patterns: [(text: String, foldsCase: Bool)]) -> (set: UAPRuleSet, count: Int) {
    let compiler = UAPCompiler()
    let rules = patterns.compactMap { pattern -> UAPRule? in
      guard let code = try? UAPPattern(pattern.text, foldsCase: pattern.foldsCase, compiler) else {
        return nil
      }
      return UAPRule(
        pattern: code, clauses: UAPPatternParser.clauses(pattern.text), templates: [])
    }
    return (UAPRuleSet([.userAgents: rules]), rules.count)
  }
}
