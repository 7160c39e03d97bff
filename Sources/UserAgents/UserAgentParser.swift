public import EventModel

/// Says which program, system and device a user agent names.
///
/// Shape: one for each thread. Reads the first 2 KiB of an agent.
/// Cost: a few microseconds, at most 1 ms for hostile agents; figures in Docs/UserAgents.md.
public final class UserAgentParser {
  /// How many bytes of an agent are read.
  public static let readBytes = UAPLimits.agentBytes

  /// Agents of which only the beginning was read.
  public private(set) var cutCount = 0
  /// Values of program, system or device that are `Other` because the agent used up its budget.
  public var limitCount: Int { matcher.limitCount }

  /// Steps that the last agent took.
  public var stepsUsed: Int { matcher.stepsUsed }
  /// Steps that an agent may take.
  public var budget: Int { self.set.budget }

  private let rules: UserAgentRules
  private let set: UAPRuleSet
  private let candidates: UAPCandidates
  private let matcher: UAPMatcher
  private let isFiltered: Bool
  private lazy var arena = Arena()

  /// Makes a parser of these rules, for one thread.
  public convenience init(_ rules: UserAgentRules) { self.init(rules, isFiltered: true) }

  /// Without the filter rule after rule is tried by PCRE2, for tests: the answers are the same.
  init(_ rules: UserAgentRules, isFiltered: Bool) {
    self.rules = rules
    self.isFiltered = isFiltered
    set = rules.set
    candidates = UAPCandidates(set.filter)
    matcher = UAPMatcher(set, usesPrograms: isFiltered)
  }

  /// What the rules say of an agent.
  public func parse(_ agent: String) -> UserAgent<String> {
    defer { arena.reset() }
    return parse(arena.copy(agent), arena: arena).map(\.string)
  }

  /// What the rules say of an agent, which need not be UTF-8; broken pieces of values are U+FFFD.
  public func parse(_ agent: RawSpan) -> UserAgent<String> {
    defer { arena.reset() }
    let room = arena.reserve(agent.byteCount)
    agent.withUnsafeBytes { bytes in
      guard let base = bytes.baseAddress else { return }
      UnsafeMutableRawPointer(room).copyMemory(from: base, byteCount: bytes.count)
    }
    return parse(arena.commit(agent.byteCount), arena: arena).map(\.string)
  }

  /// What the rules say of an agent, without copies.
  ///
  /// Shape: values point into the agent, into the rules or into `arena`, and are readable as long as
  /// all three are there.
  public func parse(_ agent: Bytes, arena: Arena) -> UserAgent<Bytes> {
    if agent.count > UAPLimits.agentBytes { cutCount += 1 }
    let agent = agent.prefix(UAPLimits.agentBytes)
    let isASCII = candidates.find(agent)
    matcher.begin(agent, folded: candidates.text, isASCII: isASCII)
    var found = UserAgent(other: rules.other)
    if let (values, match) = find(set.userAgentWords) {
      found.family = values[0].value(match, arena: arena)
      found.major = values[1].value(match, arena: arena)
      found.minor = values[2].value(match, arena: arena)
      found.patch = values[3].value(match, arena: arena)
    }
    if let (values, match) = find(set.systemWords) {
      found.os.family = values[0].value(match, arena: arena)
      found.os.major = values[1].value(match, arena: arena)
      found.os.minor = values[2].value(match, arena: arena)
      found.os.patch = values[3].value(match, arena: arena)
      found.os.patchMinor = values[4].value(match, arena: arena)
    }
    if let (values, match) = find(set.deviceWords) {
      found.device.family = values[0].value(match, arena: arena)
      found.device.brand = values[1].value(match, arena: arena)
      found.device.model = values[2].value(match, arena: arena)
    }
    return found
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

extension UserAgent where Text == Bytes {
  /// What is said of an agent that no rule knows.
  fileprivate init(other: Bytes) {
    let nothing = Bytes.empty
    self.init(
      family: other, major: nothing, minor: nothing, patch: nothing,
      os: System(
        family: other, major: nothing, minor: nothing, patch: nothing, patchMinor: nothing),
      device: Device(family: other, brand: nothing, model: nothing))
  }
}
