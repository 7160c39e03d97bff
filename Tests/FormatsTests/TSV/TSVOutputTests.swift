import StageKit
import Testing

@testable import Formats

@Suite struct TSVOutputTests {
  static let values: [(Slot, String)] = [
    (.text("plain"), "plain"), (.text("a\tb\nc\rd\u{0}e\u{7f}f"), "a    bcdef"),
    (.text("\n"), ""), (.text("é中\u{85}\u{2028}"), "é中\u{85}\u{2028}"),
    (.integer(-42), "-42"), (.float(43.88), "43.88"), (.float(125.3228), "125.3228"),
    (.float(27.5), "27.5"), (.float(0), "0.0"), (.float(1e-4), "1.0E-4"), (.float(1e7), "1.0E7"),
    (.double(0.1), "0.1"), (.decimal("1999.00"), "1999.00"), (.decimal("1E-7"), "1E-7"),
    (.boolean(true), "1"), (.boolean(false), "0"), (.timestamp(-1), "1969-12-31 23:59:59.999"),
    (.timestamp(1_795_302_744_123), "2026-11-21 23:12:24.123"),
    (.json(#"{"a":"\t\n"}"#), #"{"a":"\t\n"}"#), (.json("{\"a\":\t1\n}"), "{\"a\":    1}"),
  ]

  @Test func `every type has its form, and no value breaks a line`() throws {
    for (value, expected) in Self.values {
      let bench = try RowBench([.init("a", .text), .init("x", .text), .init("b", .text)])
      bench.add(["x": value])
      bench.add(["a": .text("1"), "x": value, "b": .text("2")])
      #expect(try bench.tsv() == "\t\(expected)\t\n1\t\(expected)\t2\n")
    }
  }

  @Test(arguments: [0, 1, 15, 16, 17, 33, 16_384, 1 << 20])
  func `a control character is found wherever it stands`(_ length: Int) throws {
    let bench = try RowBench([.init("a", .text), .init("b", .integer)])
    for mark in Set([0, length / 2, length]) {
      bench.reset()
      var text = [UInt8](repeating: 120, count: length)
      text.insert(10, at: mark)
      bench.add(["a": .text(text), "b": .integer(1)])
      #expect(try bench.tsv() == String(repeating: "x", count: length) + "\t1\n")
    }
  }

  private func setup(_ fields: [Field], header: Bool) -> Setup {
    var setup = Setup(id: "sink")
    setup.options = ["columns": .list(fields.map { .text($0.name) }), "header": .boolean(header)]
    setup.columns = fields
    return setup
  }

  @Test func `a header names the columns when it is asked for`() throws {
    let fields = [Field("page_url", .text), Field("n", .integer)]
    let output = try TSVOutput(setup(fields, header: true))
    #expect(output.preamble == Array("page_url\tn\n".utf8))
    #expect(try TSVOutput(setup(fields, header: false)).preamble.isEmpty)
    let bench = try RowBench([.init("page_url", .text), .init("n", .integer)])
    bench.add(["n": .integer(1)])
    #expect(bench.written(output.makeEncoder()) == "\t1\n")
  }

  @Test func `no columns are an error`() {
    #expect {
      try TSVOutput(setup([], header: false))
    } throws: { error in
      (error as? Findings)?.map(\.message) == ["option 'columns' names no field"]
    }
  }

  @Test func `one column has no tabs`() throws {
    let bench = try RowBench([.init("a", .text)])
    bench.add(["a": .text("x")])
    bench.add([:])
    #expect(try bench.tsv() == "x\n\n")
  }
}
