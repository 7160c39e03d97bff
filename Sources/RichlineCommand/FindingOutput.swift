import ArgumentParser
import Richline

/// How a verb reports.
enum ReportFormat: String, ExpressibleByArgument, CaseIterable {
  case text, json
}

extension ReportFormat {
  /// Prints findings: text for people on stderr, JSON lines for programs on stdout.
  func print(_ findings: Findings) {
    switch self {
    case .text:
      guard !findings.isEmpty else { return }
      let text = FindingPrinter(color: Terminal.hasColor).text(findings)
      Terminal.error(text.hasSuffix("\n") ? String(text.dropLast()) : text)
    case .json:
      for finding in findings { Terminal.output(FindingPrinter().json(finding)) }
    }
  }
}
