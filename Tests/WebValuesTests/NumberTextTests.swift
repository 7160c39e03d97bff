import EventModel
import Testing
import WebValues

@Suite struct NumberTextTests {
  let arena = Arena()

  @Test(
    arguments: [
      ("0", 0), ("+7", 7), ("-2012103", -2_012_103), ("2147483647", 2_147_483_647),
      ("-2147483648", -2_147_483_648), ("0000000000000000000000012", 12), ("٤٥", 45), ("９", 9),
      ("2147483648", nil), ("", nil), ("-", nil), ("+", nil), ("1 ", nil), ("1,000", nil),
      ("1.", nil), ("6.72E5", nil), ("null", nil), ("--1", nil), ("é", nil), ("٤\u{661}x", nil),
    ] as [(String, Int32?)])
  func `whole numbers of 32 bits`(text: String, value: Int32?) {
    #expect(NumberText.int32(bytes(text)) == value)
  }

  @Test(
    arguments: [
      ("9223372036854775807", Int64.max), ("-9223372036854775808", .min),
      ("9223372036854775808", nil), ("-9223372036854775809", nil), ("99999999999999999999", nil),
      ("-0", 0),
    ] as [(String, Int64?)])
  func `whole numbers of 64 bits`(text: String, value: Int64?) {
    #expect(NumberText.int64(bytes(text)) == value)
  }

  @Test(arguments: [0, 7, -1, 10, 99, 1_000_000, Int64.max, .min, -1_376_487_150_616])
  func `numbers are written`(value: Int64) {
    #expect(written(20) { NumberText.write(value, $0) } == "\(value)")
  }

  @Test(arguments: [
    ("1200x800", Dimensions.size(width: 1200, height: 800)), ("0x0", .size(width: 0, height: 0)),
    ("2147483647x1", .size(width: 2_147_483_647, height: 1)), ("760x3389336768", .outOfRange),
    ("1200x-17", .malformed), ("1200X800", .malformed), ("1x2x3", .malformed), ("x", .malformed),
    ("auto", .malformed), ("1200x800 ", .malformed), ("٤x1", .malformed), ("", .malformed),
  ])
  func `sizes are two numbers`(text: String, expected: Dimensions) {
    #expect(Dimensions.parse(bytes(text)) == expected)
  }

  @Test(arguments: [
    ("F732D278-120E-4AB6-845B-C1F11CD85DC7", "f732d278-120e-4ab6-845b-c1f11cd85dc7"),
    ("f732d278-120e-4ab6-845b-c1f11cd85dc7", "f732d278-120e-4ab6-845b-c1f11cd85dc7"),
    ("f732d278-120e-4ab6-845b-c1f11cd85dcg", nil), ("f732d278120e4ab6845bc1f11cd85dc7", nil),
    ("f732d2780120e-4ab6-845b-c1f11cd85dc7", nil), ("", nil),
    ("{f732d278-120e-4ab6-845b-c1f11cd85d}", nil),
  ])
  func `UUIDs are canonical`(text: String, expected: String?) {
    #expect(UUIDText.canonical(bytes(text), arena: arena)?.string == expected)
  }

  @Test(
    arguments: [
      ("1376487150616", 1_376_487_150_616), ("-1", -1), ("253402300799999", 253_402_300_799_999),
      ("253402300800000", nil), ("-62167219200001", nil), (" 1", nil), ("1.5", nil), ("1e12", nil),
    ] as [(String, Int64?)])
  func `milliseconds are of the years 0 to 9999`(text: String, expected: Int64?) {
    #expect(NumberText.epochMilliseconds(bytes(text)) == expected)
  }
}
