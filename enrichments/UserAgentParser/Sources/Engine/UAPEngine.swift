import StageKit

/// Parses agents: finds the rules that may match, and tries these in the order of the file.
///
/// Shape: one for each worker. Reads the first `UAPLimits.agentBytes` bytes of an agent.
/// Cost: see Docs/UserAgents.md.
final class UAPEngine: UserAgentParsing {
  private let rules: UAPRules
  private let set: UAPRuleSet
  private let candidates: UAPCandidates
  private let matcher: UAPMatcher
  private let isFiltered: Bool

  /// Agents of which only the beginning was read.
  private(set) var cutCount = 0
  /// Sections that ended as `Other` because of a limit.
  var limitCount: Int { matcher.limitCount }
  /// Rules that needed more steps than are free.
  var watchedCount: Int { matcher.watchedCount }

  /// Without the filter rule after rule is tried, for tests: the answers are the same.
  init(_ rules: UAPRules, isFiltered: Bool = true) {
    self.rules = rules
    self.isFiltered = isFiltered
    set = rules.set
    candidates = UAPCandidates(set.filter)
    matcher = UAPMatcher(set)
  }

  func parse(_ agent: Bytes, arena: Arena) -> UserAgentRecord {
    if agent.count > UAPLimits.agentBytes { cutCount += 1 }
    let agent = agent.prefix(UAPLimits.agentBytes)
    matcher.begin(agent, isASCII: candidates.find(agent))
    var record = UserAgentRecord()
    record.family = rules.other
    record.osFamily = rules.other
    record.deviceFamily = rules.other
    if let (values, match) = find(set.userAgentWords) {
      record.family = values[0].value(match, arena: arena)
      record.major = values[1].value(match, arena: arena)
      record.minor = values[2].value(match, arena: arena)
      record.patch = values[3].value(match, arena: arena)
    }
    if let (values, match) = find(set.systemWords) {
      record.osFamily = values[0].value(match, arena: arena)
      record.osMajor = values[1].value(match, arena: arena)
      record.osMinor = values[2].value(match, arena: arena)
      record.osPatch = values[3].value(match, arena: arena)
      record.osPatchMinor = values[4].value(match, arena: arena)
    }
    if let (values, match) = find(set.deviceWords) {
      record.deviceFamily = values[0].value(match, arena: arena)
      record.deviceBrand = values[1].value(match, arena: arena)
      record.deviceModel = values[2].value(match, arena: arena)
    }
    return record
  }

  /// The first rule that matches; none also when one before it was given up, so that a hostile agent
  /// costs one limit a section and not one for every rule.
  private func find(
    _ words: Range<Int>
  ) -> (values: UnsafePointer<UAPTemplate>, match: UAPMatch)? {
    for word in words {
      var left = isFiltered ? candidates.word(word) : set.rulePlaces(word)
      while left != 0 {
        let place = word &* 64 &+ left.trailingZeroBitCount
        switch matcher.match(place) {
        case .none: left &= left &- 1
        case .match(let match): return (set.templates(place), match)
        case .limit: return nil
        }
      }
    }
    return nil
  }
}
