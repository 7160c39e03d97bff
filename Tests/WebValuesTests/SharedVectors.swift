import Foundation
import TestSupport
import Testing

/// The cases of one enrichment in the shared vectors.
struct SharedVectors {
  typealias Object = [String: Any]

  static let file = SharedFolder.path("vectors/snowplow-enrich.jsonl").map {
    URL(fileURLWithPath: $0)
  }

  /// Input, expectation and configuration of each case; none, and a note, without the file.
  static func each(
    _ enrichment: String,
    _ body: (_ name: String, _ input: Object, _ expected: Object, _ config: Object) throws -> Void
  ) throws {
    guard let file else {
      print("no shared vectors: \(enrichment) is not compared")
      return
    }
    var count = 0
    for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") {
      let value = try JSONSerialization.jsonObject(with: Data(line.utf8))
      guard let object = value as? Object, object["enrichment"] as? String == enrichment else {
        continue
      }
      count += 1
      try body(
        object["case"] as? String ?? "", object["input"] as? Object ?? [:],
        object["expected"] as? Object ?? [:], object["config"] as? Object ?? [:])
    }
    #expect(count > 0, "no case of \(enrichment)")
  }
}
