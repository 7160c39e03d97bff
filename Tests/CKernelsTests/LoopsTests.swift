import CKernels
import Testing
import TestSupport

/// Each loop, in the form for any processor and in that for newer ones, beside the same done byte by byte.
@Suite struct LoopsTests {
  @Test(arguments: [0, 1])
  func `decoding is what decoding byte by byte is`(wide: Int32) throws {
    var random = SeededGenerator("decoding")
    for _ in 0..<20_000 {
      let text = random.bytes(upTo: 70, of: "%%%%2255aF09+\t\n\r\u{7f}é (;xyz")
      let (plus, undouble) = (Bool.random(using: &random), Bool.random(using: &random))
      let mode = Int32.random(in: 0...2, using: &random)
      let (found, what) = Loops(wide).decode(text, plus, undouble, mode)
      #expect(found == ByteByByte.decode(text, plus, undouble, mode))
      let isChanged = what & UInt32(CK_CHANGED) != 0
      #expect(isChanged || found == text, "\(text)")
    }
  }

  @Test(arguments: [0, 1])
  func `fields end where tabs stand`(wide: Int32) {
    var random = SeededGenerator("fields")
    for _ in 0..<5_000 {
      let line = random.bytes(upTo: 400, of: "\t\tabcdefgh")
      let fields = line.split(separator: 9, omittingEmptySubsequences: false)
      let (count, starts) = Loops(wide).split(line)
      #expect(count == fields.count)
      guard count <= Int(CK_FIELDS) else { continue }
      #expect(starts == fields.map(\.startIndex) + [line.count + 1])
    }
  }

  @Test(arguments: [0, 1])
  func `values belong to the last of a repeated name`(wide: Int32) {
    var random = SeededGenerator("values")
    for _ in 0..<5_000 {
      let query = random.bytes(upTo: 300, of: "abc====&&;;xyzxyzxyz")
      #expect(Loops(wide).pairs(query) == ByteByByte.pairs(query), "\(query)")
    }
  }

  @Test(arguments: [0, 1])
  func `rows are values with tabs before them`(wide: Int32) {
    var random = SeededGenerator("rows")
    for _ in 0..<5_000 {
      var values = (0..<Int.random(in: 1...30, using: &random)).map { _ in Value(&random) }
      // More empty fields in a row than are passed in one go.
      let gap = [Value](repeating: .none, count: Int.random(in: 0...20, using: &random))
      values.insert(contentsOf: gap, at: Int.random(in: 0...values.count, using: &random))
      let found = Loops(wide).row(values)
      let expected = ByteByByte.row(values)
      #expect(found.bytes == expected.bytes)
      #expect(found.next == expected.next)
    }
  }

  @Test(arguments: [0, 1])
  func `members are values with keys before them, and quotes escaped`(wide: Int32) {
    var random = SeededGenerator("members")
    let letters = ["a", "bc", "d e", "\"", "\\", "é", "中", "😀"].map { Array($0.utf8) }
    var whole = 0
    for round in 0..<8_000 {
      let values = (0..<Int.random(in: 1...12, using: &random)).map { _ -> Value in
        if Int.random(in: 0..<6, using: &random) == 0 { return Value(&random) }
        let few = Array(letters.prefix(round % 4 == 0 ? 8 : 3))
        var text = (0..<Int.random(in: 0...14, using: &random)).flatMap { _ in
          few.randomElement(using: &random) ?? []
        }
        if round % 4 == 0 { text = Array(text.prefix(Int.random(in: 28...36, using: &random))) }
        if round % 16 == 0, !text.isEmpty { text[text.count / 2] = UInt8(round / 16 % 256) }
        return .text(text, false)
      }
      let keys = values.indices.map { _ in
        [34] + random.bytes(upTo: 70, of: "name") + Array("\":\"".utf8)
      }
      let expected = ByteByByte.members(values, keys)
      let found = Loops(wide).members(values, keys, room: 8_000)
      #expect(found.bytes == expected.bytes)
      #expect(found.next == expected.next)
      if expected.next == values.count { whole += 1 }
      // Where there is little room it ends before a member, and what it wrote is the same.
      let room = Int.random(in: 0...expected.bytes.count + 300, using: &random)
      let some = Loops(wide).members(values, keys, room: room)
      #expect(expected.bytes.starts(with: some.bytes) && some.next <= expected.next)
      if some.next < expected.next { #expect(room - some.bytes.count < 400) }
    }
    #expect(whole > 2_000 && whole < 7_000)
  }

  @Test(arguments: [0, 1])
  func `a path ends at the first byte that it may not hold`(wide: Int32) {
    var random = SeededGenerator("paths")
    let classes = (0..<256).map { UInt8($0 == 63 ? 2 : 0) }
    for _ in 0..<20_000 {
      let common = random.bytes(upTo: 40, of: "abcxyz/%41%zz?-_.é")
      let text = common + [UInt8.random(in: 0...255, using: &random)] + common
      for allowed in [UInt8(0), 2] {
        let end = Loops(wide).uriEnd(text, classes, allowed)
        #expect(end == ByteByByte.uriEnd(text, classes, allowed), "\(text)")
      }
    }
  }

  @Test(arguments: [0, 1])
  func `strings of JSON begin and end at quotes that are not escaped`(wide: Int32) {
    var random = SeededGenerator("strings of JSON")
    let letters = ["a", "b,", ":\"x", "\"", "\\\"", "\\\\", "\\n", "\\u00e9", "é", "中", "😀"]
    var valid = 0
    for round in 0..<6_000 {
      let length = Int.random(in: 0...(round % 50 == 0 ? 3_000 : 100), using: &random)
      // In a quarter of the texts any byte may stand behind a backslash.
      var text = (0..<length).flatMap { _ in
        Array((letters.randomElement(using: &random) ?? "").utf8).prefix(round % 4 == 0 ? 1 : 9)
      }
      if round % 11 == 0, !text.isEmpty {
        let place = Int.random(in: 0..<text.count, using: &random)
        text[place] = UInt8.random(in: 0...255, using: &random)
      }
      let expected = ByteByByte.strings(text)
      #expect(Loops(wide).strings(text) == expected, "\(text)")
      if expected.isValid { valid += 1 }
    }
    #expect(valid > 1_000 && valid < 5_000)
  }

  @Test(arguments: [0, 1])
  func `runs of backslashes go on in the next groups`(wide: Int32) {
    for start in 0...130 {
      for length in 0...140 {
        let blanks = [UInt8](repeating: 32, count: start)
        let text = blanks + [34] + [UInt8](repeating: 92, count: length) + Array("\"x\"".utf8)
        #expect(Loops(wide).strings(text) == ByteByByte.strings(text), "\(start) \(length)")
      }
    }
  }

  @Test(arguments: [0, 1])
  func `characters and escapes that a text is cut in are invalid`(wide: Int32) {
    let pieces = ["é", "中", "😀", "\u{10ffff}", "\u{800}", "\u{d7ff}", "\\u00e9", "\\n"]
    for piece in pieces.map({ Array($0.utf8) }) {
      for start in 55...70 {
        for cut in 0...piece.count {
          let blanks = [UInt8](repeating: 97, count: start)
          for behind in ["", "\"", "a\"", String(repeating: "b", count: 70) + "\""] {
            let text = [34] + blanks + piece.prefix(cut) + Array(behind.utf8)
            #expect(Loops(wide).strings(text) == ByteByByte.strings(text), "\(text)")
          }
        }
      }
    }
  }

  @Test(arguments: [0, 1])
  func `three or four bytes are a character when Unicode has it`(wide: Int32) {
    for first in UInt8(0xc0)...0xff {
      for second in stride(from: UInt8(0x70), through: 0xd0, by: 0x10) {
        for start in [10, 61, 62, 63] {
          let text = [UInt8](repeating: 97, count: start) + [first, second, 0x80, 0xbf, 97]
          for count in start...text.count {
            let cut = Array(text.prefix(count))
            #expect(Loops(wide).strings(cut) == ByteByByte.strings(cut), "\(cut)")
          }
        }
      }
    }
  }

  @Test(arguments: [0, 1])
  func `a character goes on at once or not at all`(wide: Int32) {
    for start in 0..<70 {
      for gap in [0, 1, 2, 62, 63, 64, 65, 126, 127, 128, 129, 191, 192] {
        let before = [UInt8](repeating: 97, count: start)
        let text = before + [0xc3] + [UInt8](repeating: 98, count: gap) + [0xa9]
        #expect(Loops(wide).strings(text).isValid == (gap == 0), "\(start) \(gap)")
      }
    }
  }

  @Test(arguments: [0, 1])
  func `the longest text that is looked over has all its quotes`(wide: Int32) {
    for count in [CK_JSON_LONGEST - 1, CK_JSON_LONGEST] {
      let quotes = [UInt8](repeating: 34, count: Int(count))
      #expect(Loops(wide).strings(quotes) == ByteByByte.strings(quotes))
      let text = [34] + [UInt8](repeating: 0xc3, count: Int(count) - 2) + [34]
      #expect(!Loops(wide).strings(text).isValid)
      let slashes = [UInt8](repeating: 92, count: Int(count))
      #expect(Loops(wide).strings(slashes) == ByteByByte.strings(slashes))
    }
  }

  @Test func `numbers are written without zeros before them, and read again`() {
    for number in UInt32(0)..<10_000 {
      var digits = [UInt8](repeating: 0, count: 16)
      let count = ck_put_small(number, &digits)
      #expect(Array(digits.prefix(count)) == Array("\(number)".utf8))
      #expect(ck_small_number(digits, count) == Int32(number))
    }
  }

  @Test(arguments: ["/", ":", "12a", "1 2", "-1", "\u{7f}", "123é"])
  func `what is no number is none`(text: String) {
    let bytes = Array(text.utf8.prefix(4))
    #expect(ck_small_number(bytes + [UInt8](repeating: 48, count: 16), bytes.count) == -1)
  }
}
