/// One thing to tell the author of a file: what is wrong, where, and what to do.
public struct Finding: Sendable, Equatable {
  /// How much it matters.
  public var severity: Severity

  /// A stable name in kebab case, such as `unknown-option`, to search for and to explain.
  public var code: String

  /// The place; nil when the finding is about no place in particular.
  public var span: SourceSpan?

  /// What happened, in lower case and without a full stop.
  public var message: String

  /// What to do, one sentence an element.
  public var help: [String]

  /// Makes a finding of any severity.
  public init(
    _ severity: Severity, _ code: String, at span: SourceSpan?, _ message: String,
    help: [String] = []
  ) {
    self.severity = severity
    self.code = code
    self.span = span
    self.message = message
    self.help = help
  }

  /// An error: the file cannot be used as it is.
  public static func error(
    _ code: String, at span: SourceSpan?, _ message: String, help: String?...
  ) -> Finding {
    Finding(.error, code, at: span, message, help: help.compactMap { $0 })
  }

  /// A warning: the file can be used, but probably does not do what was meant.
  public static func warning(
    _ code: String, at span: SourceSpan?, _ message: String, help: String?...
  ) -> Finding {
    Finding(.warning, code, at: span, message, help: help.compactMap { $0 })
  }

  /// A note: something worth knowing.
  public static func note(
    _ code: String, at span: SourceSpan?, _ message: String, help: String?...
  ) -> Finding {
    Finding(.note, code, at: span, message, help: help.compactMap { $0 })
  }
}
