import EventModel
import TestSupport
import Testing
import WebValues

@Suite struct DecimalTextTests {
  let arena = Arena()

  @Test(arguments: [
    ("23", "23"), ("1999.00", "1999.00"), ("-2012103", "-2012103"), ("+5", "5"), (".5", "0.5"),
    ("23.", "23"), ("1E+3", "1000"), ("0E3", "0"), ("12.340E1", "123.40"), ("007.50", "7.50"),
    ("0.0000001", "1E-7"), ("7.51E-9", "7.51E-9"), ("0.000001", "0.000001"), ("-.5e-6", "-5E-7"),
    ("0.0000000", "0E-7"), ("-0.0", "0.0"), ("-0", "0"), ("٤٥٦٧.٦٧", "4567.67"),
    ("4.321768E3", "4321.768"), ("78694235323.00000001", "78694235323.00000001"),
    ("0.00", "0.00"), ("123e-10", "1.23E-8"), ("00", "0"), ("1e-0", "1"), ("10", "10"),
    ("", nil), (".", nil), ("-", nil), ("1e", nil), ("1e+", nil), (" 5", nil), ("1_000", nil),
    ("19,999.99", nil), ("0x54", nil), ("Infinity", nil), ("1.2.3", nil), ("1e1001", nil),
    ("1e-99999999999999999999", nil), ("1e-9223372036854775808", nil), ("5f", nil), ("e5", nil),
  ])
  func `decimals have the form of BigDecimal`(text: String, expected: String?) {
    #expect(DecimalText.canonical(bytes(text), arena: arena)?.string == expected)
  }

  @Test func `what is too long is refused`() {
    let long = String(repeating: "9", count: 1000)
    #expect(DecimalText.canonical(bytes(long), arena: arena)?.string == long)
    #expect(DecimalText.canonical(bytes(long + "9"), arena: arena) == nil)
    let zeros = String(repeating: "0", count: 1000)
    #expect(DecimalText.canonical(bytes("-" + long + "e1000"), arena: arena)?.count == 2001)
    #expect(DecimalText.canonical(bytes("0." + zeros), arena: arena) == nil)
    #expect(DecimalText.canonical(bytes("\(long)e-1000"), arena: arena)?.string == "0." + long)
  }

  @Test(
    arguments: [
      (43.88, "43.88"), (125.3228, "125.3228"), (27.5, "27.5"), (0, "0.0"), (-0.0, "-0.0"),
      (1e10, "1.0E10"), (1e7, "1.0E7"), (9_999_999, "9999999.0"), (0.001, "0.001"),
      (0.000_99, "9.9E-4"), (1.234_5e-5, "1.2345E-5"), (-122.0842, "-122.0842"), (100, "100.0"),
      (3.402_823_5e38, "3.4028235E38"), (.leastNonzeroMagnitude, "1.0E-45"),
      (.infinity, "Infinity"),
      (-.infinity, "-Infinity"), (.nan, "NaN"), (123_456.7, "123456.7"), (0.0123, "0.0123"),
    ] as [(Float, String)])
  func `floats have the form of Java`(value: Float, expected: String) {
    #expect(written(FloatText.capacity) { FloatText.write(value, $0) } == expected)
  }

  @Test(
    arguments: [
      (0.1, "0.1"), (1e21, "1.0E21"), (1_234_567.890_123, "1234567.890123"),
      (.leastNonzeroMagnitude, "5.0E-324"),
      (1.797_693_134_862_315_7e308, "1.7976931348623157E308"), (-2.5, "-2.5"), (1e-3, "0.001"),
    ] as [(Double, String)])
  func `doubles have the form of Java`(value: Double, expected: String) {
    #expect(written(FloatText.capacity) { FloatText.write(value, $0) } == expected)
  }

  @Test func `written numbers are read back as they were`() {
    var random = SeededGenerator("written numbers are read back as they were")
    for _ in 0..<20_000 {
      let float = Float(bitPattern: UInt32.random(in: 0...UInt32.max, using: &random))
      let double = Double(bitPattern: UInt64.random(in: 0...UInt64.max, using: &random))
      guard float.isFinite, double.isFinite else { continue }
      #expect(Float(written(32) { FloatText.write(float, $0) }) == float)
      #expect(Double(written(32) { FloatText.write(double, $0) }) == double)
    }
  }

  @Test func `numbers of few decimals are written with the digits that Swift finds`() {
    var random = SeededGenerator("numbers of few decimals")
    for _ in 0..<100_000 {
      let number = Int64.random(in: -20_000_000...20_000_000, using: &random)
      let decimals: Double =
        [1, 10, 100, 1_000, 10_000, 100_000].randomElement(using: &random) ?? 1
      let double = Double(number) / decimals
      guard double == 0 || double.magnitude >= 0.001, double.magnitude < 1e7 else { continue }
      if written(32, { FloatText.write(double, $0) }) != double.description {
        Issue.record("\(double)")
      }
      let float = Float(double)
      let near = [float, float.nextUp, float.nextDown]
      for value in near where value.magnitude < 1e7 && value.magnitude >= 0.001 {
        if written(32, { FloatText.write(value, $0) }) != value.description {
          Issue.record("\(value)")
        }
      }
    }
  }
}
