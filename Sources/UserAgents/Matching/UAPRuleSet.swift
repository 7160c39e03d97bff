import EventModel
import Synchronization

/// The rules of all sections, laid out for parsers.
///
/// Shape: each rule has a place; a section takes whole words of 64 places.
final class UAPRuleSet: @unchecked Sendable {
  // Sendable: nothing changes after `init` but programs and machine code, made under the lock.

  /// The words of each section.
  let userAgentWords: Range<Int>
  let systemWords: Range<Int>
  let deviceWords: Range<Int>
  let filter: UAPFilter
  let count: Int
  private let patterns: [UAPPattern?]
  private let prepared: Mutex<[Preparation]>
  private let templates: UnsafeMutablePointer<UAPTemplate>

  private enum Preparation {
    case not
    case program
    case forPCRE2
  }

  /// Values of one rule at most.
  private static let width = 5

  init(_ rules: [UAPSection: [UAPRule]]) {
    let sections = [.userAgents, .systems, .devices].map { (section: UAPSection) in
      rules[section] ?? []
    }
    var words: [Range<Int>] = []
    var patterns: [UAPPattern?] = []
    var clauses: [(bit: Int, clauses: [UAPClause])] = []
    for rules in sections {
      let start = patterns.count / 64
      for rule in rules {
        clauses.append((patterns.count, rule.clauses))
        patterns.append(rule.pattern)
      }
      while patterns.count % 64 != 0 { patterns.append(nil) }
      words.append(start..<patterns.count / 64)
    }
    let size = patterns.count * UAPRuleSet.width
    templates = .allocate(capacity: max(size, 1))
    templates.initialize(repeating: .nothing, count: size)
    for (range, rules) in zip(words, sections) {
      for (place, rule) in rules.enumerated() {
        let row = templates + (range.lowerBound * 64 + place) * UAPRuleSet.width
        for (column, template) in rule.templates.enumerated() { row[column] = template }
      }
    }
    userAgentWords = words[0]
    systemWords = words[1]
    deviceWords = words[2]
    self.patterns = patterns
    count = clauses.count
    prepared = Mutex([Preparation](repeating: .not, count: patterns.count))
    filter = UAPFilter(clauses, wordCount: patterns.count / 64)
  }

  deinit { templates.deallocate() }

  var placeCount: Int { patterns.count }

  /// Steps for one agent.
  var budget: Int { UAPLimits.steps + filter.unfilteredCount * UAPLimits.stepsWithoutLiterals }

  /// The memory of rules and tables, without machine code.
  var byteCount: Int {
    patterns.reduce(filter.byteCount) { $0 + ($1?.byteCount ?? 0) }
      + placeCount * UAPRuleSet.width * MemoryLayout<UAPTemplate>.stride
  }

  /// Which places of a word have rules.
  func rulePlaces(_ word: Int) -> UInt64 {
    (0..<64).reduce(0) { $0 | (patterns[word * 64 + $1] == nil ? 0 : 1 << UInt64($1)) }
  }

  /// How the values of a rule are made.
  func templates(_ place: Int) -> UnsafePointer<UAPTemplate> {
    UnsafePointer(templates + place * UAPRuleSet.width)
  }

  /// The pattern of a rule, ready to match; nil where there is no rule. Machine code is made for those
  /// too that have a program when `forPCRE2` asks for it.
  ///
  /// Shape: program or machine code is made by whoever needs a rule first. Nobody matches with a
  /// pattern that did not come from here, so that nobody reads one while it is made.
  func pattern(_ place: Int, forPCRE2: Bool = false) -> UAPPattern? {
    guard let pattern = patterns[place] else { return nil }
    prepared.withLock { prepared in
      if prepared[place] == .not {
        pattern.prepare()
        prepared[place] = pattern.program == nil ? .forPCRE2 : .program
      }
      guard forPCRE2, prepared[place] == .program else { return }
      pattern.compileJIT()
      prepared[place] = .forPCRE2
    }
    return pattern
  }
}
