import StageKit
import Testing

@testable import Formats

/// What the reference page says of the parameters is what decodes them.
@Suite struct TrackerTableTests {
  let bench: DecoderBench

  init() throws { bench = try DecoderBench(HTTPRequests.self) }

  private func line(_ query: String) -> String {
    #"{"path":"/i","timestamp":0,"querystring":"\#(query)"}"#
  }

  /// The words between backquotes.
  private func names(_ kind: TrackerKind) -> [String] {
    kind.conversion.split(separator: "`", omittingEmptySubsequences: false).enumerated()
      .filter { $0.offset % 2 == 1 }.map { String($0.element) }
  }

  @Test func `platforms and events of the page are read`() throws {
    #expect(names(.platform).count == 9)
    for name in names(.platform) {
      #expect(try bench.fields(line("e=pv&p=\(name)"))?["platform"] == name)
    }
    #expect(names(.event).count == 7)
    for name in names(.event) {
      #expect(try bench.fields(line("e=\(name)"))?["event"] != nil)
    }
  }

  private static let refusing = TrackerParameters.all.filter { !$0.kind.errors.isEmpty }

  @Test(arguments: refusing.map(\.name))
  func `a value that does not fit has an error of the page`(name: String) throws {
    let errors = try #require(Self.refusing.first { $0.name == name }).kind.errors
    let value = name == "url" || name == "refr" ? "http://" : "<"
    let failure = try #require(bench.failure(line(name == "e" ? "e=<" : "e=pv&\(name)=\(value)")))
    let words = try #require(failure.errors.first).dropFirst(name.count + 2)
    #expect(
      errors.contains { error in
        let ends = error.split(separator: "…", omittingEmptySubsequences: false)
        return words.hasPrefix(ends[0]) && words.hasSuffix(ends[ends.count - 1])
      }, "\(words)")
  }

  @Test func `every field of the table is declared by each format of tracker events`() {
    let fields = Set(TrackerTable.rows.flatMap(\.fields))
    for outputs in [CloudFront.spec, ClojureTomcat.spec, HTTPRequests.spec].map(\.outputs) {
      #expect(fields.isSubset(of: outputs.map(\.field)))
    }
    #expect(TrackerTable.rows.count == 75)
  }
}
