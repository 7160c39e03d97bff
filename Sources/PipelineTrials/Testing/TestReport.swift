import DiagnosticKit
import PipelineConfig
import StageKit

/// The results of tests, for people and for programs.
package struct TestReport {
  private let results: [TestResult]

  package init(_ results: [TestResult]) { self.results = results }

  private var failedCount: Int { results.count { !$0.isPassed } }

  // MARK: text

  /// Lines, the last one without a line break.
  package func text(color: Bool) -> String {
    let paint = TrialPaint(isOn: color)
    let printer = FindingPrinter(color: color)
    var lines: [String] = []
    for result in results {
      let name = DisplayText.safe(result.test.name)
      lines.append(result.isPassed ? "\(paint.green("ok")) \(name)" : "\(paint.red("no")) \(name)")
      lines += result.findings.map(printer.text)
    }
    let count = results.count == 1 ? "1 test" : "\(results.count) tests"
    let failed = failedCount == 0 ? "all passed" : "\(failedCount) failed"
    lines.append("\(count), \(failed)")
    return lines.joined(separator: "\n")
  }

  // MARK: programs

  /// One object a test.
  package var jsonLines: [String] {
    results.map { result in
      let printer = FindingPrinter()
      return TraceJSON.object([
        ("test", TraceJSON.quoted(result.test.name)),
        ("file", TraceJSON.quoted(result.test.span.file?.name ?? "")),
        ("line", "\(result.test.span.line)"), ("passed", result.isPassed ? "true" : "false"),
        ("findings", "[" + result.findings.map(printer.json).joined(separator: ",") + "]"),
      ])
    }
  }

  /// JUnit's XML, as servers that build things read it.
  package func junit(name: String) -> String {
    var lines = [
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>",
      "<testsuite name=\"\(XMLText.escaped(name))\" tests=\"\(results.count)\""
        + " failures=\"\(failedCount)\">",
    ]
    for result in results {
      let open =
        "  <testcase name=\"\(XMLText.escaped(result.test.name))\""
        + " classname=\"\(XMLText.escaped(name))\" time=\"\(TestReport.seconds(result.nanoseconds))\""
      guard !result.isPassed else {
        lines.append(open + "/>")
        continue
      }
      let message = result.findings.map(\.message).joined(separator: "; ")
      let text = FindingPrinter().text(result.findings)
      lines.append(open + ">")
      lines.append(
        "    <failure message=\"\(XMLText.escaped(message))\">\(XMLText.escaped(text))</failure>")
      lines.append("  </testcase>")
    }
    return (lines + ["</testsuite>", ""]).joined(separator: "\n")
  }

  private static func seconds(_ nanoseconds: UInt64) -> String {
    let digits = String(nanoseconds / 1_000_000 % 1000)
    let fraction = String(repeating: "0", count: 3 - digits.count) + digits
    return "\(nanoseconds / 1_000_000_000).\(fraction)"
  }
}
