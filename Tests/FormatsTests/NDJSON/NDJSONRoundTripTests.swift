import Foundation
import StageKit
import TestSupport
import Testing

@testable import Formats

@Suite struct NDJSONRoundTripTests {
  private static let types = FieldType.allCases

  private static func bench() throws -> RowBench {
    try RowBench(
      types.flatMap { type in
        (0..<2).map { RowBench.Declared("\(type.rawValue)_\($0)", type) }
      })
  }

  @Test func `what was written is read and written again as it was`() throws {
    var random = SeededGenerator("ndjson round trip")
    let bench = try Self.bench()
    for _ in 0..<40 {
      bench.reset()
      for _ in 0..<100 {
        var values: [String: Slot] = [:]
        for field in bench.fields where random.chance(2) {
          values[field.name] = Self.value(field.type, bench.slice.arena, &random)
        }
        bench.add(values)
        if random.chance(3) {
          let others = #"{"k\#(random.below(9))":[1.00,"é\n"],"z":{"a":null}}"#
          bench.slice.columns[bench.fields.count + 1][bench.slice.rowCount - 1] = .json(others)
        }
      }
      let once = try bench.ndjson()
      let tsv = try bench.tsv()
      bench.reset()
      for line in once.split(separator: "\n") { try bench.decode(String(line)) }
      #expect(try bench.ndjson() == once)
      #expect(try bench.tsv() == tsv)
    }
  }

  private static func value(
    _ type: FieldType, _ arena: Arena, _ random: inout SeededGenerator
  ) -> Slot {
    let number = Int64(bitPattern: random.next()) >> Int64(random.below(64))
    switch type {
    case .text: return .text(arena.copy(random.text(1 + random.below(60))))
    case .integer: return .integer(number)
    case .float:
      let value = Float(bitPattern: UInt32(truncatingIfNeeded: number))
      return .float(value.isNaN ? .nan : value)
    case .double:
      let value = Double(bitPattern: UInt64(bitPattern: number))
      return .double(value.isNaN ? .nan : value)
    case .decimal: return .decimal(arena.copy("\(number).\(random.below(900) + 100)0"))
    case .boolean: return .boolean(number & 1 == 0)
    case .timestamp: return .timestamp(number % 253_402_300_800_000 / 5)
    case .json: return .json(arena.copy(#"{"n":\#(number).00,"t":["é",null,"\u0000"]}"#))
    case .entities:
      var list = Slot.empty
      for place in 0...random.below(3) {
        list = list.adding(
          schema: arena.copy("iglu:s/\(place)"), data: arena.copy("{\"n\":\(number)}"),
          group: random.below(2), arena: arena)
      }
      return list
    }
  }

  @Test func `the nearest number is read, as Swift reads it`() {
    var random = SeededGenerator("float reader")
    for _ in 0..<200_000 {
      let whole = random.next() >> UInt64(random.below(64))
      let fraction = random.next() >> UInt64(32 + random.below(32))
      var text = random.chance(2) ? "-\(whole)" : "\(whole)"
      if random.chance(2) { text += ".\(fraction)" }
      if random.chance(3) { text += "e\(random.below(80) - 40)" }
      let bytes = Bytes.constant(text)
      let (double, float) = (Double(text), Float(text))
      #expect(FloatReader.double(bytes) == double.flatMap { $0.isFinite ? $0 : nil }, "\(text)")
      #expect(FloatReader.float(bytes) == float.flatMap { $0.isFinite ? $0 : nil }, "\(text)")
    }
  }
}

extension SeededGenerator {
  mutating func below(_ limit: Int) -> Int { Int(next() % UInt64(limit)) }
  mutating func chance(_ oneIn: Int) -> Bool { below(oneIn) == 0 }

  mutating func text(_ count: Int) -> String {
    let alphabet = Array("abcXYZ019 \"\\/\n\u{1}\u{7f}é中😀{}[],:")
    return String((0..<count).map { _ in alphabet[below(alphabet.count)] })
  }
}
