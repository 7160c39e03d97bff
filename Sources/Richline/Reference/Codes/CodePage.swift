/// The manual page of a diagnostic code: what it means, a mistake, and its mending.
public struct CodePage: Sendable {
  /// The code as findings show it.
  public let code: String
  /// A sentence without capital and full stop.
  public let summary: String
  /// What is worth knowing beyond; may be empty.
  public let notes: String
  /// A part of a pipeline file that gives the code; empty where no such file shows it.
  public let mistake: String
  /// The same without the mistake.
  public let mended: String

  init(
    _ code: String, _ summary: String, mistake: String = "", mended: String = "",
    notes: String = ""
  ) {
    self.code = code
    self.summary = summary
    self.notes = notes
    self.mistake = mistake
    self.mended = mended
  }

  /// Markdown.
  public var text: String {
    var text = "# code `\(code)`\n\n\(ReferencePage.sentence(summary))\n"
    if !notes.isEmpty { text += "\n\(notes)\n" }
    if !mistake.isEmpty { text += "\nWrong:\n\n```\n\(mistake)\n```\n" }
    if !mended.isEmpty { text += "\nRight:\n\n```\n\(mended)\n```\n" }
    return text
  }
}

/// All diagnostic codes: whatever `check` and `run` say of a pipeline file has one of them.
public enum CodePages {
  /// By code.
  public static let all =
    (yaml + structure + components + lookups + tree + plugins + outside + tests)
    .sorted { $0.code < $1.code }

  /// The page of a code; nil when there is none.
  public static func page(_ code: String) -> CodePage? { all.first { $0.code == code } }
}
