import FileSystem
import LookupKit
import PipelineConfig
import StageKit

/// The age of data that may not be older than the pipeline file says.
struct LookupAge {
  /// When it was made, in seconds since 1970.
  private let made: Int64
  private let milliseconds: Int64
  private let limit: Int
  private let policy: StalePolicy

  /// Nil when any age will do, or nobody knows it: data that does not say when it was made is as old
  /// as the last write to its file. `now` is in milliseconds since 1970.
  init?(_ lookup: LookupPlan, _ data: LookupDescription, _ stamp: FileStamp?, now: Int64) {
    guard let limit = lookup.freshness.maxAgeMilliseconds,
      let made = data.buildDate ?? stamp?.writtenSeconds
    else { return nil }
    self.made = made
    self.limit = limit
    policy = lookup.freshness.onStale
    let (time, isTooLarge) = made.multipliedReportingOverflow(by: 1000)
    milliseconds = isTooLarge ? 0 : now &- time
  }

  var isTooOld: Bool { milliseconds > limit }

  /// Whether a pipeline shall not work with it.
  var stops: Bool { isTooOld && policy == .fail }

  /// As it follows the name of the lookup.
  var words: String {
    let age = LookupAge.about(milliseconds)
    return
      "is of \(CalendarDate(made)), \(age) old; 'max_age' allows \(Amount.text(milliseconds: limit))"
  }

  /// An age in its largest unit.
  static func about(_ milliseconds: Int64) -> String {
    let units = [86_400_000, 3_600_000, 60_000, 1000]
    let unit = units.first { milliseconds >= $0 } ?? 1
    return Amount.text(milliseconds: Int(milliseconds) / unit * unit)
  }
}
