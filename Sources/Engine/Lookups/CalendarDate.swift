import WebValues

/// A day as `2026-11-18`.
struct CalendarDate: CustomStringConvertible {
  private let seconds: Int64

  init(_ seconds: Int64) { self.seconds = seconds }

  var description: String {
    let (milliseconds, isTooLarge) = seconds.multipliedReportingOverflow(by: 1000)
    guard !isTooLarge, TimestampText.isWritable(milliseconds) else { return "of no known day" }
    return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: TimestampText.capacity) { room in
      guard let start = room.baseAddress else { return "" }
      let count = TimestampText.write(milliseconds, start)
      let day = UnsafeBufferPointer(start: start, count: min(count, 10))
      return String(decoding: day, as: UTF8.self)
    }
  }
}
