import StageKit
import TestSupport
import Testing

@testable import Formats

@Suite struct NDJSONModelTests {
  private static let fields: [RowBench.Declared] = [
    .init("name", .text), .init("raw", .json), .init("o", .json),
    .init("inner", .json, path: "o.name"), .init("deep", .json, path: "o.o.raw"),
    .init("only", .json, path: "part.name"),
    .init("again", .json, path: "name"), .init("long", .json, path: longKey),
  ]
  private static let longKey = "an_attribute_of_the_event_that_is_longer_than_one_group_of_bytes"
  private static let keys = ["name", "raw", "o", "part", longKey, "seventeen_letters"]

  /// What a line came to: its row as it is written, or why it failed.
  private static func outcome(_ bench: RowBench, _ line: [UInt8]) throws -> String {
    bench.reset()
    do throws(Failure) { try bench.decode(line) } catch { return "\(error.kind) \(error.errors)" }
    return try bench.ndjson()
  }

  @Test(arguments: [OtherKeys.keep, .drop, .fail])
  func `what was read before changes nothing`(others: OtherKeys) throws {
    var lines = RandomJSON(SeededGenerator("lines after one another: \(others)"))
    let old = try RowBench(Self.fields, others: others)
    for _ in 0..<1_500 {
      let text = lines.object(keys: Self.keys)
      let line = lines.chance(3) ? lines.broken(text) : Array(text.utf8)
      let new = try Self.outcome(RowBench(Self.fields, others: others), line)
      #expect(try Self.outcome(old, line) == new, "\(String(decoding: line, as: UTF8.self))")
    }
  }

  @Test func `claimed values are those that a model finds`() throws {
    var lines = RandomJSON(SeededGenerator("claimed values"))
    let bench = try RowBench(Self.fields, others: .drop, invalid: "empty")
    var good = 0
    for _ in 0..<2_000 {
      let text = lines.object(keys: Self.keys)
      let line = lines.chance(3) ? lines.broken(text) : Array(text.utf8)
      bench.reset()
      do throws(Failure) {
        try bench.decode(line)
        good += 1
        expect(try model(line), in: bench)
      } catch {
        #expect(error.message == NDJSONModel.error(line))
      }
    }
    #expect(good > 1_000)
  }

  @Test func `texts are written as the model reads them, broken UTF-8 repaired`() throws {
    var random = SeededGenerator("written texts")
    let bench = try RowBench((0..<4).map { .init("t\($0)", .text) })
    for _ in 0..<3_000 {
      bench.reset()
      let texts = (0..<4).map { _ in Self.text(&random) }
      var values: [String: Slot] = [:]
      for (place, list) in texts.enumerated() where !list.isEmpty {
        values["t\(place)"] = .text(Bytes.copied(list))
      }
      bench.add(values)
      let expected = texts.enumerated().filter { !$0.element.isEmpty }.map { place, list in
        "t\(place): \(String(decoding: list, as: UTF8.self))"
      }
      guard case .object(let members) = try ModelJSON.value(Array(bench.ndjson().utf8)) else {
        Issue.record("no object")
        continue
      }
      let found = members.map { member in
        guard case .string(let text) = member.value else { return "no text" }
        return String(decoding: member.key + Array(": ".utf8) + text, as: UTF8.self)
      }
      #expect(found == expected)
    }
  }

  /// Up to 80 bytes, some of which must be escaped, or are no UTF-8.
  private static func text(_ random: inout SeededGenerator) -> [UInt8] {
    let plain = Array("abcXYZ019 -/_.{}[],:".utf8)
    let pieces: [[UInt8]] =
      [[34], [92], [10], [0], [31], [127], [0xff], [0xc3], [0xed, 0xa0, 0x80]]
      + ["é", "中", "😀"].map { Array($0.utf8) }
    let (count, oneIn) = (random.below(81), [2, 8, 30, 1000][random.below(4)])
    return (0..<count).flatMap { _ in
      random.chance(oneIn)
        ? pieces[random.below(pieces.count)] : [plain[random.below(plain.count)]]
    }
  }

  /// By path, the bytes of the last value.
  private func model(_ line: [UInt8]) throws(Failure) -> [String: [UInt8]] {
    guard case .object(let members)? = try? ModelJSON.value(line) else {
      throw Failure(.parse, "the model reads no object")
    }
    var found: [String: [UInt8]] = [:]
    walk(members, "", &found)
    return found
  }

  private func walk(
    _ members: [ModelJSON.Member], _ prefix: String, _ found: inout [String: [UInt8]]
  ) {
    for member in members {
      let path = prefix + String(decoding: member.key, as: UTF8.self)
      // A key with a point is no path.
      if member.key.contains(46) { continue }
      found[path] = member.raw
      if case .object(let inner) = member.value { walk(inner, "\(path).", &found) }
    }
  }

  private func expect(_ found: [String: [UInt8]], in bench: RowBench) {
    for (place, declared) in Self.fields.enumerated() where declared.field.type == .json {
      let slot = bench.slice.columns[place + 1][0]
      let expected = found[declared.path.joined(separator: ".")].map { list in
        list == Array("null".utf8)
          ? "" : JSONText.compact(Bytes.copied(list), arena: bench.slice.arena).string
      }
      #expect((slot.isEmpty ? "" : slot.bytes.string) == expected ?? "", "\(declared.field.name)")
    }
  }
}

extension Bytes {
  fileprivate static func copied(_ list: [UInt8]) -> Bytes {
    list.withUnsafeBytes { Bytes.permanentCopy(of: $0) }
  }
}
