import Engine
import Testing

@testable import RichlineCommand

@Suite struct `how far a run is` {
  private func snapshot(events: UInt64, bytes: UInt64) -> RunSnapshot {
    var source = RunSnapshot.Source(id: "in")
    source.events = events
    var snapshot = RunSnapshot(pipeline: "p", phase: .running, time: 0, begun: 0)
    snapshot.sources = [source]
    snapshot.bytesRead = bytes
    return snapshot
  }

  @Test func `of files`() {
    var meter = ProgressMeter(size: 2_000_000)
    meter.note(snapshot(events: 0, bytes: 0), at: 5000)
    #expect(meter.line == "0 % of 2.0 MB, 0 events")
    meter.note(snapshot(events: 1500, bytes: 500_000), at: 6000)
    #expect(meter.line == "25 % of 2.0 MB, 1,500 events, 1,500 events/s, 3 s left")
    #expect(
      meter.bar(width: 80)
        == "[=====>                ]  25 % of 2.0 MB  1,500 events  1,500 events/s  3 s left")
    #expect(meter.bar(width: 30) == "25 % of 2.0 MB  1,500 events  ")
    meter.note(snapshot(events: 6000, bytes: 2_000_000), at: 8000)
    #expect(meter.line == "100 % of 2.0 MB, 6,000 events, 2,000 events/s, 0 s left")
    for width in 0...200 { #expect(meter.bar(width: width).count <= width) }
  }

  @Test func `of a pipe`() {
    var meter = ProgressMeter(size: nil)
    meter.note(snapshot(events: 7, bytes: 999), at: 0)
    meter.note(snapshot(events: 1_234_567, bytes: 1_500_000_000), at: 500)
    #expect(meter.line == "1.5 GB read, 1,234,567 events, 2,469,120 events/s")
    #expect(meter.bar(width: 200) == "1.5 GB read  1,234,567 events  2,469,120 events/s")
  }

  @Test func `of files that grew, or are empty`() {
    var meter = ProgressMeter(size: 10)
    meter.note(snapshot(events: 1, bytes: 20), at: 0)
    #expect(meter.line == "100 % of 10 B, 1 events")
    meter = ProgressMeter(size: 0)
    meter.note(snapshot(events: 0, bytes: 0), at: 0)
    meter.note(snapshot(events: 0, bytes: 0), at: 1)
    #expect(meter.line == "100 % of 0 B, 0 events, 0 events/s")
  }

  @Test func `the rate is that of the last looks`() {
    var meter = ProgressMeter(size: nil)
    for second in 0...30 {
      let events = second < 20 ? second * 1000 : 20_000 + (second - 20) * 10
      meter.note(snapshot(events: UInt64(events), bytes: 0), at: Int64(second) * 1000)
    }
    #expect(meter.line == "0 B read, 20,100 events, 10 events/s")
  }

  @Test(arguments: [
    (UInt64(0), "0 B"), (999, "999 B"), (1000, "1.0 kB"), (999_949, "999.9 kB"),
    (999_950, "1.0 MB"), (1_250_000_000, "1.3 GB"), (.max, "18446.7 PB"),
  ]) func `bytes`(count: UInt64, text: String) { #expect(Quantity.bytes(count) == text) }

  @Test(arguments: [
    (0.0, "0 s"), (0.1, "1 s"), (59, "59 s"), (59.5, "1:00 min"), (187, "3:07 min"),
    (3765, "1:02:45 h"), (1e300, "1000:00:00 h"), (.infinity, "1000:00:00 h"),
  ]) func `durations`(seconds: Double, text: String) {
    #expect(Quantity.duration(seconds: seconds) == text)
  }
}
