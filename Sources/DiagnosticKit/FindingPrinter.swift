/// Turns findings into text for people, and into JSON for programs.
///
/// Nothing that comes from a file can steer the terminal: control characters are replaced in the
/// source line, in messages and in names.
public struct FindingPrinter: Sendable {
  /// Whether ANSI colours are used.
  public var color: Bool

  /// Makes a printer; colour is for terminals only.
  public init(color: Bool = false) {
    self.color = color
  }

  /// All findings in their order, each ended by a line break.
  public func text(_ findings: some Sequence<Finding>) -> String {
    findings.reduce(into: "") { $0 += text($1) + "\n" }
  }

  /// One finding: the place and message, the source line, a caret, and what to do.
  public func text(_ finding: Finding) -> String {
    var lines = [headline(finding)]
    if let span = finding.span, let file = span.file, span.line <= file.lineCount {
      lines += excerpt(span, in: file, severity: finding.severity)
    }
    for help in finding.help {
      lines.append(paint("help:", .help) + " " + DisplayText.safe(help))
    }
    return lines.joined(separator: "\n")
  }

  private func headline(_ finding: Finding) -> String {
    let label = "\(finding.severity.rawValue)[\(DisplayText.safe(finding.code))]:"
    return paint(place(finding.span), .place) + paint(label, Paint(finding.severity)) + " "
      + DisplayText.safe(finding.message)
  }

  private func place(_ span: SourceSpan?) -> String {
    guard let span else { return "" }
    guard let file = span.file else { return "command line: " }
    return "\(DisplayText.safe(file.name)):\(span.line):\(span.column): "
  }

  private func excerpt(_ span: SourceSpan, in file: SourceFile, severity: Severity) -> [String] {
    let excerpt = SourceExcerpt(span, in: file)
    let number = "\(span.line)"
    let margin = String(repeating: " ", count: number.count + 2)
    return [
      paint("  \(number) |", .margin) + " " + excerpt.source,
      paint("\(margin) |", .margin) + " " + excerpt.padding
        + paint(excerpt.underline, Paint(severity)),
    ]
  }

  private func paint(_ text: String, _ paint: Paint) -> String {
    color && !text.isEmpty ? "\u{1B}[\(paint.rawValue)m\(text)\u{1B}[0m" : text
  }
}

/// The ANSI attributes of the parts of a finding.
private enum Paint: String {
  case error = "1;31"
  case warning = "1;33"
  case note = "1;36"
  case place = "1"
  case margin = "2"
  case help = "32"

  init(_ severity: Severity) {
    switch severity {
    case .error: self = .error
    case .warning: self = .warning
    case .note: self = .note
    }
  }
}
