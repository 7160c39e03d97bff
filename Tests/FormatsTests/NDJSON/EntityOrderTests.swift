import StageKit
import Testing

@testable import Formats

@Suite struct EntityOrderTests {
  private static let wrapper =
    #"{"schema":"iglu:com.snowplowanalytics.snowplow/contexts/jsonschema/1-0-1","data":["#

  private static func entity(_ name: String) -> String { #"{"schema":"\#(name)","data":{}}"# }

  private static func list(_ names: [(String, Int)], _ arena: Arena, after: Slot = .empty) -> Slot {
    names.reduce(after) { list, entity in
      list.adding(
        schema: Bytes.constant(entity.0), data: Bytes.constant("{}"), group: entity.1, arena: arena)
    }
  }

  @Test(arguments: [
    ([("a", 1)], ["a"]), ([("a", 1), ("b", 1), ("c", 1)], ["a", "b", "c"]),
    ([("a", 1), ("b", 2), ("c", 3)], ["c", "b", "a"]),
    ([("a", 1), ("b", 1), ("c", 2), ("d", 2), ("e", 1)], ["e", "c", "d", "a", "b"]),
  ])
  func `stages stand last first, entities of one stage as they were added`(
    _ added: [(String, Int)], _ expected: [String]
  ) throws {
    let bench = try RowBench([.init("derived_contexts", .entities)])
    bench.add(["derived_contexts": Self.list(added, bench.slice.arena)])
    let text = Self.wrapper + expected.map(Self.entity).joined(separator: ",") + "]}"
    #expect(try bench.tsv() == text + "\n")
    #expect(try bench.ndjson() == "{\"derived_contexts\":\(text)}\n")
  }

  @Test(arguments: ["1-0-1", "1-0-0", nil])
  func `a list that is read back keeps its order, and stages stand before it`(
    _ version: String?
  ) throws {
    let bench = try RowBench([.init("derived_contexts", .entities)])
    let items = ["a", "b", "c"].map(Self.entity).joined(separator: ", ")
    let value =
      version.map {
        #"{"data":[\#(items)],"schema":"iglu:com.snowplowanalytics.snowplow/contexts/jsonschema/\#($0)"}"#
      } ?? "[\(items)]"
    try bench.decode(#"{"derived_contexts":\#(value)}"#)
    let column = bench.slice.columns[1]
    let once = Self.wrapper + ["a", "b", "c"].map(Self.entity).joined(separator: ",") + "]}\n"
    #expect(try bench.tsv() == once)
    column[0] = Self.list([("d", 0), ("e", 0)], bench.slice.arena, after: column[0])
    let more = ["d", "e", "a", "b", "c"].map(Self.entity).joined(separator: ",") + "]}\n"
    #expect(try bench.tsv() == Self.wrapper + more)
  }

  @Test func `data keeps its digits and its escapes, the schema is escaped`() throws {
    let bench = try RowBench([.init("derived_contexts", .entities)])
    try bench.decode(
      #"{"derived_contexts":[{"schema":"iglu:\"x\"","data":{ "n" : 1.00, "t":"\t\u00e9" }}]}"#)
    let expected = #"{"schema":"iglu:\"x\"","data":{"n":1.00,"t":"\t\u00e9"}}]}"#
    #expect(try bench.tsv() == Self.wrapper + expected + "\n")
  }

  @Test func `a hundred thousand entities are read and written`() throws {
    let bench = try RowBench([.init("derived_contexts", .entities)])
    let count = 100_000
    let items = (0..<count).map { #"{"schema":"s","data":\#($0)}"# }.joined(separator: ",")
    try bench.decode(#"{"derived_contexts":[\#(items)]}"#)
    #expect(try bench.tsv() == Self.wrapper + items + "]}\n")
  }
}
