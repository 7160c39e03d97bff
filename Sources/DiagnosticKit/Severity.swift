/// How much a finding matters.
public enum Severity: String, Sendable, CaseIterable {
  /// The file cannot be used as it is.
  case error
  /// The file can be used, but probably does not do what was meant.
  case warning
  /// Something worth knowing.
  case note
}
