import ParseTimestampStage
import StageKit
import StageTesting
import Testing

@Suite struct `parse_timestamp` {
  private func outcome(
    _ value: FieldValue, _ options: String, _ type: FieldType = .text
  ) throws -> TestOutcome {
    try StageTest(
      [.stage(ParseTimestamp.self)],
      stages: "- { use: parse_timestamp, fields: { at: t }, \(options) }",
      fields: [Field("t", type)]
    ).run([["t": value]])[0]
  }

  @Test(arguments: [
    ("2026-11-21T23:12:24.123Z", "rfc3339", "UTC", 1_795_302_744_123),
    ("2026-11-22T00:12:24+01:00", "rfc3339", "UTC", 1_795_302_744_000),
    ("2026-11-22 00:12:24", "rfc3339", "Europe/Berlin", 1_795_302_744_000),
    ("2026-11-22T00:12:24", "rfc3339", "+01:00", 1_795_302_744_000),
    ("21/Nov/2026:23:12:24 +0000", "apache", "UTC", 1_795_302_744_000),
    ("1795302744", "epoch_seconds", "UTC", 1_795_302_744_000),
    ("1795302744.5", "epoch_seconds", "UTC", 1_795_302_744_500),
    ("-1.25", "epoch_seconds", "UTC", -1250),
    ("1795302744123", "epoch_milliseconds", "UTC", 1_795_302_744_123),
    ("1795302744123999", "epoch_microseconds", "UTC", 1_795_302_744_123),
    ("22.11.2026 00:12:24", "%d.%m.%Y %H:%M:%S", "Europe/Berlin", 1_795_302_744_000),
    ("21.11.26 23:12", "%d.%m.%y %H:%M", "UTC", 1_795_302_720_000),
    ("Sat Nov 21 23:12:24 2026", "%a %b %e %T %Y", "UTC", 1_795_302_744_000),
    ("Saturday, November  1 2026", "%A, %B %e %Y", "UTC", 1_793_491_200_000),
    ("november 5 2026", "%b %e %Y", "UTC", 1_793_836_800_000),
    ("11/21/2026 11:12:24 PM", "%m/%d/%Y %I:%M:%S %p", "UTC", 1_795_302_744_000),
    ("11/21/2026 12:00:00 am", "%m/%d/%Y %I:%M:%S %p", "UTC", 1_795_219_200_000),
    ("2026-11-21T23:12:24.1234567-0530", "%FT%T.%f%z", "UTC", 1_795_322_544_123),
    ("2026-11-21 Z", "%F %z", "Europe/Berlin", 1_795_219_200_000),
    ("2026325", "%Y%j", "UTC", 1_795_219_200_000),
    ("1795302744", "%s", "UTC", 1_795_302_744_000),
    ("at 100%: 2026", "at 100%%: %Y", "UTC", 1_767_225_600_000),
    ("2026-03-29 02:30:00", "rfc3339", "Europe/Berlin", 1_774_747_800_000),
    ("2026-10-25 02:30:00", "rfc3339", "Europe/Berlin", 1_792_888_200_000),
    ("2026-10-25 03:30:00", "rfc3339", "Europe/Berlin", 1_792_895_400_000),
  ])
  func `times are read`(text: String, format: String, zone: String, expected: Int64) throws {
    let found = try outcome(.text(text), "formats: ['\(format)'], zone: '\(zone)'")
    #expect(found == .written(["t": .text(text), "at": .timestamp(expected)]))
  }

  @Test(arguments: [
    ("2026-02-29T00:00:00Z", "rfc3339"), ("yesterday", "rfc3339"), ("2026-11-21", "rfc3339"),
    ("2026-11-21T24:00:00Z", "rfc3339"), ("31.04.2026", "%d.%m.%Y"), ("1.4.2026", "%d.%m.%Y"),
    ("01.04.2026 ", "%d.%m.%Y"), ("2026366", "%Y%j"), ("13:00 PM", "%I:%M %p"),
    ("99999999999999999999", "epoch_seconds"), ("253402300800", "epoch_seconds"),
    ("1.5", "epoch_milliseconds"), ("12:00:60", "%T"), ("", "%Y"), ("Nov 31", "%b %d"),
  ])
  func `what is no time fails`(text: String, format: String) throws {
    let found = try outcome(.text(text), "formats: ['\(format)']")
    guard !text.isEmpty else {
      #expect(found == .written([:]))
      return
    }
    let message = "'t' is '\(text)', a time in none of the formats"
    #expect(found == .failed(kind: "invalid", message: message, ["t": .text(text)]))
  }

  @Test func `the first form that fits counts`() throws {
    let options = "formats: ['%d/%m/%Y', '%m/%d/%Y']"
    #expect(
      try outcome("02/01/2026", options)
        == .written(["t": "02/01/2026", "at": .timestamp(1_767_312_000_000)]))
    #expect(
      try outcome("01/31/2026", options)
        == .written(["t": "01/31/2026", "at": .timestamp(1_769_817_600_000)]))
  }

  @Test func `whole numbers and times are times too`() throws {
    #expect(
      try outcome(5, "formats: epoch_seconds", .integer)
        == .written(["t": 5, "at": .timestamp(5000)]))
    #expect(
      try outcome(.timestamp(7), "formats: epoch_seconds", .timestamp)
        == .written(["t": .timestamp(7), "at": .timestamp(7)]))
  }

  @Test func `the contract of stages holds`() async {
    await #expect(processExitsWith: .success) {
      let contract = try StageContract(
        .stage(ParseTimestamp.self),
        stages:
          "- { use: parse_timestamp, fields: { at: t }, formats: [rfc3339, epoch_seconds, '%d.%m.%Y %H:%M %z'] }",
        fields: [Field("t", .text)], writes: ["at"])
      let broken = try contract.run()
      precondition(broken.isEmpty, broken.joined(separator: "\n"))
    }
  }
}
