import Foundation
import StageKit
import TestSupport
import Testing

@testable import Formats

@Suite struct NDJSONHostileTests {
  private static let fields: [RowBench.Declared] =
    FieldType.allCases.map { .init($0.rawValue, $0) } + [.init("inner", .integer, path: "o.p.q")]

  private static func nested(_ depth: Int) -> String {
    String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
  }

  @Test func `nesting ends at 64`() throws {
    let bench = try RowBench(Self.fields)
    #expect(bench.failure("{\"json\":\(Self.nested(63))}") == nil)
    let failure = bench.failure("{\"json\":\(Self.nested(64))}")
    #expect(
      failure?.message
        == "not a JSON object: expected at most 64 values inside one another at byte 71")
    #expect(bench.failure("{\"other\":\(Self.nested(1 << 20))}")?.kind == .parse)
    #expect(bench.failure(String(repeating: "{\"o\":", count: 1 << 18))?.kind == .parse)
  }

  @Test func `long values are read whole`() throws {
    let bench = try RowBench(Self.fields)
    let long = String(repeating: "0123456789é\\n", count: 100_000)
    #expect(bench.failure("{\"text\":\"\(long)\",\"other\":\"\(long)\"}") == nil)
    #expect(try bench.ndjson() == "{\"text\":\"\(long)\",\"other\":\"\(long)\"}\n")
    let digits = String(repeating: "9", count: 1 << 20)
    for type in ["integer", "float", "double", "decimal", "boolean", "timestamp"] {
      #expect(bench.failure("{\"\(type)\":\(digits)}")?.kind == .invalid, "\(type)")
    }
  }

  @Test func `no mutation of a line traps, and what comes out is JSON`() throws {
    var random = SeededGenerator("ndjson mutations")
    let bench = try RowBench(Self.fields)
    let lines = Self.lines.map { Array($0.utf8) }
    let alphabet: [UInt8] = Array("{}[]\",:\\u0d8-1.eE tfn\n\t".utf8) + [0, 0x7f, 0xff, 0xc3, 0xed]
    var good = 0
    for round in 0..<60_000 {
      var line = lines[random.below(lines.count)]
      for _ in 0...random.below(3) {
        Self.mutate(&line, random.below(4), random.below(line.count + 1), alphabet, &random)
      }
      do throws(Failure) {
        try bench.decode(line)
        good += 1
      } catch {
        #expect(error.kind == .parse || error.kind == .invalid)
      }
      if round % 200 == 199 {
        try judge(bench)
        bench.reset()
      }
    }
    #expect(good > 1000)
  }

  private static func mutate(
    _ line: inout [UInt8], _ kind: Int, _ place: Int, _ alphabet: [UInt8],
    _ random: inout SeededGenerator
  ) {
    let byte = alphabet[random.below(alphabet.count)]
    switch kind {
    case 0 where place < line.count: line[place] = byte
    case 1 where place < line.count: line.remove(at: place)
    case 2: line.removeSubrange(min(place, random.below(line.count + 1))..<place)
    default: line.insert(byte, at: place)
    }
  }

  private func judge(_ bench: RowBench) throws {
    for line in try bench.ndjson().split(separator: "\n") {
      #expect(isJSON(String(line)), "\(line)")
    }
    for line in try bench.tsv().split(separator: "\n", omittingEmptySubsequences: false).dropLast()
    {
      #expect(line.utf8.filter { $0 == 9 }.count == bench.fields.count - 1)
      #expect(!line.utf8.contains(13))
    }
  }

  /// Foundation judges, but for numbers such as 1e999, which it cannot hold.
  private func isJSON(_ line: String) -> Bool {
    do {
      _ = try JSONScanner.value(Bytes.constant(line))
      _ = try JSONSerialization.jsonObject(with: Data(line.utf8))
      return true
    } catch {
      return "\(error)".contains("is not representable in Swift")
    }
  }

  private static let lines = [
    #"{"text":"a\ud83d\ude00\u0000é","integer":12,"float":1.5,"double":"2.5e3","decimal":"1.50","#
      + #""boolean":true,"timestamp":"2026-11-21T23:12:24.123Z","json":{"a":["\ud83d\ude00",1.00]}}"#,
    #"{"entities":[{"schema":"iglu:a","data":{"x":[1,2]}}],"o":{"p":{"q":7,"r":"\n"}},"u":[{}]}"#,
    #"{"entities":{"schema":"iglu:com.snowplowanalytics.snowplow/contexts/jsonschema/1-0-0","#
      + #""data":[{"schema":"b","data":null}]},"timestamp":1795302744123,"z\\":"\ud800"}"#,
  ]
}
