package import DiagnosticKit
import EventModel
import MarkedYAML

/// The rules of a uap-core file (`regexes.yaml`), compiled.
///
/// Shape: shared by all threads; each makes itself a parser.
/// Cost: see Docs/UserAgents.md; machine code of a rule is made when it is first tried.
/// Source: uap-core's `docs/specification.md`, version 0.2.
public final class UserAgentRules: @unchecked Sendable {
  // Sendable: nothing changes after `init`; the arena of the texts is not written again; `set` guards
  // what it makes later.

  let set: UAPRuleSet
  /// The family of what no rule knows.
  let other: Bytes
  private let texts: Arena

  /// Reads the text of a rules file.
  ///
  /// Errors: all that is wrong with it, each at its place; `name` stands before line and column.
  public convenience init(
    yaml: String, name: String = "regexes.yaml"
  ) throws(UserAgentRulesError) {
    try self.init(SourceFile(name: name, text: yaml))
  }

  /// Reads a rules file.
  ///
  /// Errors: the reason when it cannot be read, else as for its text.
  public convenience init(path: String) throws(UserAgentRulesError) {
    try self.init(SourceFile(name: path, bytes: try UAPRulesFile.bytes(path)))
  }

  /// Errors: as for the text of a file.
  package init(_ file: SourceFile) throws(UserAgentRulesError) {
    let parsed = MarkedYAML.parse(file, limits: .data)
    var reader = UAPRulesReader()
    reader.report(parsed.findings)
    if let tree = parsed.tree { reader.read(tree) }
    if let error = reader.error { throw error }

    var texts = reader.texts
    other = texts.intern("Other")
    self.texts = texts.arena
    set = UAPRuleSet(reader.rules)
  }

  /// How many rules there are.
  public var count: Int { self.set.count }

  /// The memory of rules and tables in bytes, without machine code.
  public var byteCount: Int { self.set.byteCount }
}
