import MarkedYAML
import StageKit

/// The rules of a uap-core file, compiled.
///
/// Shape: shared by all workers; each makes itself a parser. Records point into the agent, into the
/// arena of the call and into this object, which tickets keep alive.
/// Cost: see README.md; nothing of the file is looked at after `init`.
/// Source: uap-core's `docs/specification.md`, version 0.2.
final class UAPRules: UserAgentTable, @unchecked Sendable {
  // Sendable: nothing changes after `init`; the arena of the texts is not written again.

  let userAgents: UAPRuleList
  let systems: UAPRuleList
  let devices: UAPRuleList
  /// The family of what no rule knows.
  let other: Bytes
  let description: LookupDescription
  private let texts: Arena

  /// Errors: a `Failure` of class `lookup` with all that is wrong with the file, each at its place.
  init(_ file: SourceFile) throws(Failure) {
    let parsed = MarkedYAML.parse(file, limits: .data)
    var reader = UAPRulesReader()
    reader.report(parsed.findings)
    if let tree = parsed.tree { reader.read(tree) }
    if let failure = reader.failure { throw failure }

    userAgents = UAPRuleList(reader.rules[.userAgents] ?? [])
    systems = UAPRuleList(reader.rules[.systems] ?? [])
    devices = UAPRuleList(reader.rules[.devices] ?? [])
    texts = reader.texts
    other = texts.copy("Other")
    let rules = [userAgents, systems, devices].flatMap(\.rules)
    description = LookupDescription(
      type: "uap-core", buildDate: nil, entryCount: rules.count,
      byteCount: rules.reduce(0) { $0 + $1.pattern.byteCount })
  }

  func makeParser() -> any UserAgentParsing { UAPRuleWalk(self) }
}
