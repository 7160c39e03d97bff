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
      let values = (0..<Int.random(in: 1...40, using: &random)).map { _ in Value(&random) }
      let found = Loops(wide).row(values)
      let expected = ByteByByte.row(values)
      #expect(found.bytes == expected.bytes)
      #expect(found.next == expected.next)
    }
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
