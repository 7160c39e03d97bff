import Foundation
import Testing

@testable import VectorSuite

@Suite struct `the shared vectors pass` {
  /// The file beside the project; nil, and a note, when it is not there.
  private static let file: String? = {
    let file = "\(VectorFiles.shared.path)/vectors/snowplow-enrich.jsonl"
    if FileManager.default.fileExists(atPath: file) { return file }
    print("skipped: there is no \(file)")
    return nil
  }()

  @Test(.enabled(if: file != nil), arguments: VectorSuite.enrichments)
  func `every case of an enrichment passes or is an exception`(enrichment: String) throws {
    let suite = try VectorSuite(
      file: try #require(Self.file), data: "\(VectorFiles.shared.path)/data")
    let result = suite.run(enrichment)
    #expect(result.total > 0)
    #expect(result.failures == [])
    let exceptions = VectorExceptions.all.filter { $0.enrichment == enrichment }
    #expect(result.excepted == exceptions.count, "an exception that no case has any more")
  }
}

@Suite struct `our own vectors judge` {
  /// Those of which our own file has cases.
  private static let enrichments = VectorSuite.enrichments.prefix(12)

  @Test(arguments: enrichments)
  func `what must fail fails, and nothing else`(enrichment: String) throws {
    let folder = try VectorFiles.ownData()
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = VectorFiles.root.appendingPathComponent("Tests/VectorTests/Cases/own.jsonl").path
    let result = try VectorSuite(file: file, data: folder.path).run(enrichment)
    let isFailure = { (line: String) in line.hasPrefix("\(enrichment) | must fail: ") }
    #expect(result.passed > 0)
    #expect(result.failures.filter { !isFailure($0) } == [])
    #expect(result.failures.filter(isFailure).count == 1)
  }
}

@Suite struct `exceptions are told` {
  @Test func `the table of the page is the table of the program`() throws {
    let page = try String(
      contentsOf: VectorFiles.root.appendingPathComponent("Docs/Vectors.md"), encoding: .utf8)
    let rows = page.split(separator: "\n").filter { $0.hasPrefix("| `") }.map { line in
      line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
        .map(Self.unquoted)
    }
    let wanted = VectorExceptions.all.map { exception in
      [exception.enrichment, exception.name, "\(exception.ordinal)", exception.reason]
        .map(Self.unquoted)
    }
    #expect(rows == wanted)
  }

  private static func unquoted(_ text: String) -> String { text.filter { $0 != "`" && $0 != "'" } }
}
