import StageKit
import Testing

@Suite struct `amounts have a unit` {
  @Test(arguments: [
    ("0B", 0), ("1B", 1), ("64kB", 64_000), ("64KiB", 65_536), ("5MB", 5_000_000),
    ("1MiB", 1_048_576), ("2GB", 2_000_000_000), ("1GiB", 1_073_741_824),
  ])
  func `sizes`(text: String, bytes: Int) {
    #expect(Amount.bytes(text) == bytes)
    #expect(Amount.text(bytes: bytes) == text)
  }

  @Test(arguments: [
    ("0ms", 0), ("1ms", 1), ("1500ms", 1500), ("2s", 2000), ("90s", 90_000), ("5m", 300_000),
    ("1h", 3_600_000), ("7d", 604_800_000),
  ])
  func `durations`(text: String, milliseconds: Int) {
    #expect(Amount.milliseconds(text) == milliseconds)
    #expect(Amount.text(milliseconds: milliseconds) == text)
  }

  @Test(arguments: [("0%", 0), ("20%", 0.2), ("0.5%", 0.005), ("100%", 1), ("100.0%", 1)])
  func `shares`(text: String, share: Double) { #expect(Amount.share(text) == share) }

  @Test(arguments: [
    "", "5", "B", "s", "+5B", "-5B", "5 B", "5 s", "5Mb", "5mb", "1.5h", "5ss", "é5s", "5sé",
    "99999999999999999999B", "9999999999GiB", "9999999999999999d",
  ])
  func `other texts are none`(text: String) {
    #expect(Amount.bytes(text) == nil)
    #expect(Amount.milliseconds(text) == nil)
  }

  @Test(arguments: ["", "%", "20", "-1%", "+1%", "101%", "100.1%", ".5%", "5.%", "1.2.3%", "1e1%"])
  func `other texts are no shares`(text: String) { #expect(Amount.share(text) == nil) }

  @Test func `options take them within limits, and show them`() {
    let size = OptionType.size(1000...2_000_000)
    #expect(size.value("2MB") == .integer(2_000_000))
    #expect(size.value("3MB") == nil && size.value("1") == nil)
    #expect(size.summary == "size from 1kB to 2MB, such as 64MB")
    #expect(size.shown(.integer(5000)) == "5kB")
    let wait = OptionType.duration(1...Int.max)
    #expect(wait.value("1m") == .integer(60_000) && wait.value("0s") == nil)
    #expect(wait.summary == "duration from 1ms, such as 30s")
    #expect(wait.shown(.integer(60_000)) == "1m")
  }
}
