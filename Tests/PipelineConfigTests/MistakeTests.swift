import DiagnosticKit
import Foundation
import PipelineConfig
import Richline
import Testing

@Suite struct `every mistake has words and a place` {
  /// `RICHLINE_RECORD=1 swift test …` writes what is said anew: read the difference before you commit.
  private static let records = ProcessInfo.processInfo.environment["RICHLINE_RECORD"] != nil

  @Test(arguments: Fixture.bad)
  func `what is said of a bad pipeline`(fixture: Fixture) throws {
    let said = try fixture.said
    if Self.records {
      try Data(said.utf8).write(to: fixture.expectedURL)
    } else {
      #expect(try fixture.expected == said)
    }
    #expect(!said.isEmpty, "nothing is said: it belongs to 'good'")
    #expect(!said.contains("planted-secret"))
    let result = try fixture.result
    #expect((result.plan == nil) == result.findings.hasErrors)
  }

  @Test(arguments: Fixture.good)
  func `nothing is said of a good pipeline`(fixture: Fixture) throws {
    #expect(try fixture.said == "")
    #expect(try fixture.result.plan != nil)
  }

  @Test func `there are enough of them`() throws {
    #expect(Fixture.bad.count >= 120)
    #expect(Fixture.good.count >= 15)
    let many = try Fixture.bad.filter {
      try $0.result.findings.count { $0.severity == .error } >= 3
    }
    #expect(many.count >= 15)
    // What was said of a file that is gone says nothing.
    let names = FileManager.default.enumerator(atPath: Fixtures.folder.path)
    let expected = (names?.compactMap { $0 as? String } ?? []).filter {
      $0.hasSuffix(".expected")
    }
    #expect(expected.count == Fixture.bad.count)
  }

  /// Those whose line may show a secret, and what stands on the command line.
  private static let withoutLine: Set = ["secret-in-address", "missing-user", "unused-variable"]

  @Test(arguments: Fixture.bad)
  func `a finding has a place, small letters and no full stop, in the order of the file`(
    fixture: Fixture
  ) throws {
    let findings = try fixture.result.findings
    for finding in findings {
      #expect(finding.code.allSatisfy { $0.isLowercase || $0 == "-" })
      #expect(finding.span != nil || Self.withoutLine.contains(finding.code))
      for line in [finding.message] + finding.help {
        let isLower = line.first?.isUppercase != true || line.hasPrefix("YAML")
        #expect(isLower && line.last != ".", "\(line)")
      }
    }
    let places = findings.compactMap(\.span).map { ($0.file?.name ?? "", $0.line) }
    #expect(zip(places, places.dropFirst()).allSatisfy { $0 <= $1 })
  }
}
