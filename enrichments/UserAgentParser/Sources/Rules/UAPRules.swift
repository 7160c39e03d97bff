import MarkedYAML
import StageKit

/// The rules of a uap-core file, compiled.
///
/// Shape: shared by all workers; each makes itself a parser. Records point into the agent, into the
/// arena of the call and into this object, which tickets keep alive.
/// Cost: see README.md; machine code of a rule is made when it is first tried.
/// Source: uap-core's `docs/specification.md`, version 0.2.
final class UAPRules: UserAgentTable, @unchecked Sendable {
  // Sendable: nothing changes after `init`; the arena of the texts is not written again; `set` guards
  // what it makes later.

  let set: UAPRuleSet
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

    set = UAPRuleSet(reader.rules)
    texts = reader.texts
    other = texts.copy("Other")
    description = LookupDescription(
      type: "uap-core", buildDate: nil, entryCount: set.count, byteCount: set.byteCount,
      checksum: DataFile.checksum(of: file))
  }

  func makeParser() -> any UserAgentParsing { UAPEngine(self) }
}
