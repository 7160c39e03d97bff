import EventModel

@testable import UserAgents

/// Tries all rules on a text by PCRE2, and compares with what the filter lets through and with what
/// our own machine finds.
///
/// Shape: stronger than comparing answers, which show the first rule that matches only.
final class FilterJudge {
  private let set: UAPRuleSet
  private let share: Int
  private var turn = 0
  private let places: [Int]
  private let candidates: UAPCandidates
  private let truth: UAPMatcher
  private let machine: UAPMatcher
  private let arena = Arena()
  /// Rules that matched so far, and candidates: the power of a test, and that of the filter.
  private(set) var matchCount = 0
  private(set) var candidateCount = 0
  /// Rules that our machine could not try to the end, and those that it tried.
  private(set) var limitCount = 0
  private(set) var triedCount = 0

  /// The machine tries one of `share` rules on each text, another one on the next.
  init(_ set: UAPRuleSet, share: Int) {
    self.set = set
    self.share = share
    places = (0..<set.placeCount).filter { set.pattern($0) != nil }
    candidates = UAPCandidates(set.filter)
    truth = UAPMatcher(set, usesPrograms: false)
    machine = UAPMatcher(set)
  }

  /// What is wrong with a rule on a text: it matches and was filtered out, or the machine disagrees.
  func fault(_ text: [UInt8]) -> String? {
    defer { arena.reset() }
    let room = arena.reserve(text.count)
    for (place, byte) in text.enumerated() { room[place] = byte }
    let agent = arena.commit(text.count).prefix(UAPLimits.agentBytes)
    let isASCII = candidates.find(agent)
    turn += 1
    truth.begin(agent, folded: candidates.text, isASCII: isASCII)
    for place in places {
      let isCandidate = (candidates.word(place / 64) >> UInt64(place % 64)) & 1 != 0
      if isCandidate { candidateCount += 1 }
      let wanted = groups(truth.match(place))
      if wanted.isMatch {
        matchCount += 1
        if !isCandidate { return "rule \(place) is lost" }
      }
      guard place % share == turn % share, !wanted.isLimit, set.pattern(place)?.program != nil
      else { continue }
      // Each rule with the whole budget.
      machine.begin(agent, folded: candidates.text, isASCII: isASCII)
      let found = groups(machine.match(place))
      triedCount += 1
      if found.isLimit {
        limitCount += 1
      } else if found != wanted {
        return "rule \(place): \(found.groups) instead of \(wanted.groups)"
      }
    }
    return nil
  }

  private struct Found: Equatable {
    var isMatch = false
    var isLimit = false
    var groups: [Range<Int>?] = []
  }

  private func groups(_ outcome: UAPMatcher.Outcome) -> Found {
    switch outcome {
    case .none: return Found()
    case .limit: return Found(isLimit: true)
    case .match(let match):
      var groups = (0..<match.count).map { number -> Range<Int>? in
        let (start, end) = (match.offsets[2 * number], match.offsets[2 * number + 1])
        return start < 0 || end < start ? nil : start..<end
      }
      while groups.count > 1, groups.last == .some(nil) { groups.removeLast() }
      return Found(isMatch: true, groups: groups)
    }
  }

  /// Rules of one section, from patterns; those that do not compile are left out.
  static func set(_ patterns: [(text: String, foldsCase: Bool)]) -> (set: UAPRuleSet, count: Int) {
    let compiler = UAPCompiler()
    let rules = patterns.compactMap { pattern -> UAPRule? in
      guard let code = try? UAPPattern(pattern.text, foldsCase: pattern.foldsCase, compiler) else {
        return nil
      }
      let tree = UAPPatternParser.tree(pattern.text, foldsCase: pattern.foldsCase)
      return UAPRule(pattern: code, clauses: UAPNecessity.clauses(tree), templates: [])
    }
    return (UAPRuleSet([.userAgents: rules]), rules.count)
  }
}
