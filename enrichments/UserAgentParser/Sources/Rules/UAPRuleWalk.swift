import StageKit

/// Parses agents by trying rule after rule.
///
/// Cost: all rules for an agent that none of them knows; see README.md for figures.
final class UAPRuleWalk: UserAgentParsing {
  private let rules: UAPRules
  private let matcher = UAPMatcher()

  init(_ rules: UAPRules) { self.rules = rules }

  func parse(_ agent: Bytes, arena: Arena) -> UserAgentRecord {
    var record = UserAgentRecord()
    record.family = rules.other
    record.osFamily = rules.other
    record.deviceFamily = rules.other
    guard agent.count <= UAPLimits.agentBytes else { return record }

    if let (rule, match) = find(rules.userAgents, agent) {
      record.family = rule.templates[0].value(match, arena: arena)
      record.major = rule.templates[1].value(match, arena: arena)
      record.minor = rule.templates[2].value(match, arena: arena)
      record.patch = rule.templates[3].value(match, arena: arena)
    }
    if let (rule, match) = find(rules.systems, agent) {
      record.osFamily = rule.templates[0].value(match, arena: arena)
      record.osMajor = rule.templates[1].value(match, arena: arena)
      record.osMinor = rule.templates[2].value(match, arena: arena)
      record.osPatch = rule.templates[3].value(match, arena: arena)
      record.osPatchMinor = rule.templates[4].value(match, arena: arena)
    }
    if let (rule, match) = find(rules.devices, agent) {
      record.deviceFamily = rule.templates[0].value(match, arena: arena)
      record.deviceBrand = rule.templates[1].value(match, arena: arena)
      record.deviceModel = rule.templates[2].value(match, arena: arena)
    }
    return record
  }

  /// The first rule that matches; none also when one before it was given up, so that a hostile agent
  /// costs one limit a section and not one for every rule.
  private func find(_ list: UAPRuleList, _ agent: Bytes) -> (rule: UAPRule, match: UAPMatch)? {
    let codes = list.codes
    for place in 0..<list.rules.count {
      switch matcher.match(codes[place], agent) {
      case .none: continue
      case .match(let match): return (list.rules[place], match)
      case .limit: return nil
      }
    }
    return nil
  }
}
