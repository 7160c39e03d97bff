import DiagnosticKit
import Foundation
import PipelineConfig
import Testing

@Suite struct `every mistake has words and a place` {
  static let files = [
    "file.cases", "components.cases", "lookups.cases", "tree.cases", "fields.cases",
    "expressions.cases", "consequences.cases", "delivery.cases",
    "templates.cases", "general-stages.cases", "tests.cases",
  ]

  /// `RICHLINE_RECORD=1 swift test …` writes the fixtures anew.
  @Test(.enabled(if: ProcessInfo.processInfo.environment["RICHLINE_RECORD"] != nil))
  func `the fixtures are recorded`() throws {
    for name in Self.files { try CheckCase.record(name) }
    try FindingPrinter().text(check(try Fixtures.text("ten-mistakes.yaml")).findings)
      .write(to: Fixtures.url("ten-mistakes.expected"), atomically: true, encoding: .utf8)
  }

  @Test(arguments: files.flatMap(CheckCase.all))
  func `what is said of a pipeline`(one: CheckCase) {
    #expect(CheckCase.said(one.yaml) == one.said)
    #expect((check(one.yaml).plan == nil) == one.said.contains(": error["))
  }

  @Test func `the fixtures are there`() {
    for name in Self.files { #expect(CheckCase.all(in: name).count > 5, "\(name)") }
  }

  @Test func `ten mistakes are shown in one run, in the order of the file`() throws {
    let findings = check(try Fixtures.text("ten-mistakes.yaml")).findings
    #expect(findings.count == 10)
    let expected = try Fixtures.text("ten-mistakes.expected")
    #expect(FindingPrinter().text(findings) == expected)
    let lines = findings.compactMap(\.span?.line)
    #expect(lines == lines.sorted())
  }

  /// Those whose line may show a secret.
  private static let withoutLine: Set = ["secret-in-address", "missing-user"]

  @Test func `every finding has a code in kebab case, small letters and no full stop`() {
    for one in Self.files.flatMap(CheckCase.all) {
      for finding in check(one.yaml).findings {
        #expect(finding.code.allSatisfy { $0.isLowercase || $0 == "-" })
        #expect(finding.span != nil || Self.withoutLine.contains(finding.code))
        for line in [finding.message] + finding.help {
          #expect(line.first?.isUppercase != true && line.last != ".", "\(line)")
        }
      }
    }
  }
}
