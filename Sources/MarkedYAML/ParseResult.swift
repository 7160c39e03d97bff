public import DiagnosticKit

/// What reading a YAML file gave.
public struct ParseResult: Sendable {
  /// The tree; nil when the file could not be read to its end.
  public let tree: Node?

  /// What was found, in the order of the file.
  public let findings: Findings

  /// Makes a result.
  public init(tree: Node?, findings: Findings) {
    self.tree = tree
    self.findings = findings
  }
}
