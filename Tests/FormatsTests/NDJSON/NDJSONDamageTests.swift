import StageKit
import TestSupport
import Testing

@testable import Formats

/// Lines that are damaged at every place, beside what a reader byte by byte says of them.
@Suite struct NDJSONDamageTests {
  /// Strings that end at each place of a group of 64 bytes, and beyond; escapes and characters that
  /// stand across two groups; numbers, objects and lists between.
  private static let lines: [String] = (0..<8).map { shift in
    let pieces = ["\\\"", "\\\\", "é", "中", "😀", "\\u00e9", "\\n", "\\/"]
    let members = (56..<70).map { length in
      let text = String(repeating: "x", count: length - shift * 3)
      return "\"key\(length)\":\"\(text)\(pieces[(length + shift) % 8])\""
    }
    let others = "\"n\":-1.5e3,\"o\":{\"name\":\"a\\\\\",\"k\\\"\":[\"\\\\\",\"\",{}]},\"t\":true"
    return "{\"name\":\"n\",\(members.joined(separator: ",")),\(others)}"
  }

  private func bench() throws -> RowBench {
    try RowBench(
      [.init("name", .text), .init("inner", .text, path: "o.name"), .init("key63", .text)],
      others: .drop, invalid: "empty")
  }

  @Test(arguments: lines)
  func `a line that is cut anywhere fails where the text goes wrong`(line: String) throws {
    let list = Array(line.utf8)
    let bench = try bench()
    expectSame(list, bench)
    for count in list.indices { expectSame(Array(list.prefix(count)), bench) }
  }

  @Test(arguments: lines)
  func `a byte that is changed, put in or left out makes what it makes`(line: String) throws {
    var random = SeededGenerator("damaged lines")
    let bytes: [UInt8] = Array("\"\\{}[],: \u{1}\tun1".utf8) + [0x80, 0xc3, 0xed, 0xf0, 0xff]
    let list = Array(line.utf8)
    let bench = try bench()
    for place in list.indices {
      let byte = bytes[Int.random(in: bytes.indices, using: &random)]
      var changed = list
      changed[place] = byte
      expectSame(changed, bench)
      changed = list
      changed.insert(byte, at: place)
      expectSame(changed, bench)
      changed = list
      changed.remove(at: place)
      expectSame(changed, bench)
    }
  }

  @Test(arguments: [1_000, 65_534, 65_535, 65_536, 200_000])
  func `lines of any length are read the same`(length: Int) throws {
    let text = String(repeating: "a\\\"é\\\\", count: length / 7)
    for behind in ["", "\\", "\"", "\u{1}", "\\x"] {
      let line = "{\"name\":\"first\",\"long\":\"\(text)\(behind)\",\"o\":{\"name\":\"last\"}}"
      expectSame(Array(line.utf8), try bench())
    }
  }

  @Test func `keys in any order, known or new, fill their fields`() throws {
    var random = SeededGenerator("keys in any order")
    let names = (0..<40).map { "field_\($0)" + String(repeating: "_", count: $0 * 2) }
    let bench = try RowBench(names.map { .init($0, .text) }, others: .drop)
    for round in 0..<500 {
      bench.reset()
      var order = Array(names.indices).shuffled(using: &random)
      // Some stand twice, others are not claimed.
      order += order.prefix(round % 3)
      let members = order.enumerated().map { "\"\(names[$1])\":\"\(round) \($0)\"" }
      let others = (0..<round % 5).map { "\"other\(round % 7)\($0)\":\"\\\\\"" }
      let line = "{\((others + members).joined(separator: ","))}"
      try bench.decode(line)
      for (place, _) in names.enumerated() {
        let last = order.lastIndex(of: place) ?? -1
        #expect(bench.slice.columns[place + 1][0].bytes.string == "\(round) \(last)")
      }
    }
  }

  private func expectSame(_ line: [UInt8], _ bench: RowBench) {
    bench.reset()
    var found: String?
    do throws(Failure) { try bench.decode(line) } catch { found = error.message }
    #expect(found == NDJSONModel.error(line), "\(String(decoding: line, as: UTF8.self))")
    guard found == nil, case .object(let members)? = try? ModelJSON.value(line) else { return }
    let name = members.last { $0.key == Array("name".utf8) }
    guard case .string(let text)? = name?.value else { return }
    #expect(bench.slice.columns[1][0].text ?? [] == text)
  }
}

extension Slot {
  fileprivate var text: [UInt8]? { kind == .text ? Array(bytes.buffer) : nil }
}
