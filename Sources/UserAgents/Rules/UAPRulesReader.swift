import DiagnosticKit
import EventModel
import MarkedYAML

/// Turns the tree of a rules file into rules; notes all that is wrong with it.
struct UAPRulesReader {
  private(set) var texts = UAPTexts()
  private(set) var rules: [UAPSection: [UAPRule]] = [:]
  private var findings = Findings()
  private let compiler = UAPCompiler()

  mutating func report(_ found: Findings) { findings.append(contentsOf: found) }

  /// What to throw when something was found.
  var error: UserAgentRulesError? {
    let errors = findings.filter { $0.severity == .error }.map(Self.line)
    guard let first = errors.first else { return nil }
    guard errors.count > 1 else { return UserAgentRulesError(first) }
    return UserAgentRulesError("\(first) (and \(errors.count - 1) more)", all: errors)
  }

  private static func line(_ finding: Finding) -> String {
    guard let span = finding.span, let file = span.file else { return finding.message }
    return "\(file.name):\(span.line):\(span.column): \(finding.message)"
  }

  mutating func read(_ root: Node) {
    guard root.entries != nil || root.isNull else {
      return report(root, "a rules file is a map of lists, not \(Self.kind(root))")
    }
    guard UAPSection.allCases.contains(where: { root.entry($0.rawValue) != nil }) else {
      let names = UAPSection.allCases.map { "'\($0.rawValue)'" }.joined(separator: ", ")
      return report(root, "the file holds no rules: none of \(names) is there")
    }
    for section in UAPSection.allCases {
      if let node = root[section.rawValue] { read(node, section) }
    }
  }

  private mutating func read(_ node: Node, _ section: UAPSection) {
    guard !node.isNull else { return }
    guard let items = node.items else {
      return report(node, "'\(section.rawValue)' is a list of rules, not \(Self.kind(node))")
    }
    var list: [UAPRule] = []
    list.reserveCapacity(items.count)
    for (place, item) in items.enumerated() {
      let name = "rule \(place + 1) of '\(section.rawValue)'"
      if let rule = rule(item, section, name) { list.append(rule) }
    }
    rules[section] = list
  }

  private mutating func rule(_ node: Node, _ section: UAPSection, _ name: String) -> UAPRule? {
    guard node.entries != nil else {
      report(node, "\(name) is a map with 'regex', not \(Self.kind(node))")
      return nil
    }
    guard let regex = node["regex"] else {
      report(node, "\(name) has no 'regex'")
      return nil
    }
    let templates = section.values.map { template(node, $0.key, $0.group, section.trims, name) }
    guard let text = regex.string else {
      report(regex, "\(name): 'regex' is text, not \(Self.kind(regex))")
      return nil
    }
    guard let foldsCase = foldsCase(node, name) else { return nil }
    do throws(UAPPatternError) {
      // Compiled first: the parser of clauses takes what PCRE2 accepts.
      let pattern = try UAPPattern(text, foldsCase: foldsCase, compiler)
      return UAPRule(
        pattern: pattern,
        clauses: UAPNecessity.clauses(UAPPatternParser.tree(text, foldsCase: foldsCase)),
        templates: templates)
    } catch {
      report(
        regex,
        "\(name): the regex '\(Self.short(text))' does not compile: \(error.message)"
          + " at offset \(error.offset)")
      return nil
    }
  }

  /// How a value is made: by its replacement, by the group of its place when there is none.
  private mutating func template(
    _ rule: Node, _ key: String, _ group: Int?, _ trims: Bool, _ name: String
  ) -> UAPTemplate {
    let byGroup = UAPTemplate(group: group, trims: trims)
    guard let node = rule[key], !node.isNull else { return byGroup }
    guard let text = node.string else {
      report(node, "\(name): '\(key)' is text, not \(Self.kind(node))")
      return byGroup
    }
    let isBlank = text.utf8.allSatisfy { $0 <= 0x20 }
    return isBlank ? byGroup : UAPTemplate(text, trims: trims, &texts)
  }

  private mutating func foldsCase(_ rule: Node, _ name: String) -> Bool? {
    guard let node = rule["regex_flag"], !node.isNull else { return false }
    if node.string == "i" { return true }
    let found = node.string.map { "'\($0)'" } ?? Self.kind(node)
    report(node, "\(name): 'regex_flag' is 'i' or left out, not \(found)")
    return nil
  }

  private mutating func report(_ node: Node, _ message: String) {
    findings.append(.error("uap-rules", at: node.span, message))
  }

  /// What a node is, with its article.
  private static func kind(_ node: Node) -> String {
    node.items != nil || node.entries != nil ? "a \(node.kindName)" : node.kindName
  }

  /// Long patterns are shown by their beginning.
  private static func short(_ text: String) -> String {
    text.count <= 60 ? text : text.prefix(60) + "…"
  }
}
