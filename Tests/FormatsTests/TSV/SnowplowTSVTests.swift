import Foundation
import StageKit
import Testing

@testable import Formats

@Suite struct SnowplowTSVTests {
  private typealias Object = [String: Any]

  private static func bench() throws -> RowBench {
    try RowBench(SnowplowFields.all.map { .init($0.name, $0.type) })
  }

  @Test func `an event with nothing set is 130 tabs`() throws {
    let bench = try Self.bench()
    bench.add([:])
    #expect(try bench.tsv() == String(repeating: "\t", count: 130) + "\n")
  }

  @Test(arguments: SnowplowFields.all.indices)
  func `each column stands in its place`(_ place: Int) throws {
    let bench = try Self.bench()
    bench.add([SnowplowFields.all[place].name: .integer(7)])
    let tabs = { String(repeating: "\t", count: $0) }
    #expect(try bench.tsv() == tabs(place) + "7" + tabs(130 - place) + "\n")
  }

  @Test func `the shared vectors give the same lines`() throws {
    let count = try Self.eachVector("tsv") { name, input, expected in
      let bench = try Self.bench()
      let columns = try #require(input["columns"] as? Object)
      bench.add(columns.mapValues { Self.slot($0) })
      let text = try #require(expected["line"] as? String)
      #expect(try bench.tsv() == text + "\n", "\(name)")
    }
    #expect(count == nil || count == 8)
  }

  @Test func `the shared vectors of cleaning hold`() throws {
    let count = try Self.eachVector("tsv_safe") { name, input, expected in
      let bench = try RowBench([.init("a", .text)])
      bench.add(["a": .text(try #require(input["text"] as? String))])
      #expect(try bench.tsv() == (expected["text"] as? String ?? "") + "\n", "\(name)")
    }
    #expect(count == nil || count == 9)
  }

  /// A value as the vectors state it: numbers are whole, 32-bit floats, or text.
  private static func slot(_ value: Any) -> Slot {
    if let text = value as? String { return .text(text) }
    let number = value as? Double ?? 0
    return number == number.rounded() ? .integer(Int64(number)) : .float(Float(number))
  }

  /// How many vectors there were; nil, and a note, without the file.
  private static func eachVector(
    _ name: String, _ body: (String, Object, Object) throws -> Void
  ) throws -> Int? {
    let given = ProcessInfo.processInfo.environment["RICHLINE_SHARED"]
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(
      path: "../../..")
    let folder = given.map { URL(fileURLWithPath: $0) } ?? root.appending(path: "../shared")
    let file = folder.appending(path: "vectors/snowplow-enrich.jsonl").standardizedFileURL
    guard let text = try? String(contentsOf: file, encoding: .utf8) else {
      print("no shared vectors at \(file.path): \(name) is not compared")
      return nil
    }
    var count = 0
    for line in text.split(separator: "\n") {
      let vector = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? Object ?? [:]
      guard vector["enrichment"] as? String == name else { continue }
      count += 1
      try body(
        vector["case"] as? String ?? "", vector["input"] as? Object ?? [:],
        vector["expected"] as? Object ?? [:])
    }
    return count
  }
}
