/// The offsets from UTC of a time zone, now, then and later.
struct TimeZoneRules: Sendable {
  struct Change: Sendable {
    let at: Int64
    let offset: Int64
  }

  /// Seconds east of Greenwich before the first change.
  let before: Int64
  /// Changes of the offset in order.
  let changes: [Change]
  /// What holds behind the last change; nil when the last offset stays.
  let later: YearlyRule?

  init(offset: Int64) { self.init(before: offset, changes: [], later: nil) }

  init(before: Int64, changes: [Change], later: YearlyRule?) {
    self.before = before
    self.changes = changes
    self.later = later
  }

  static let utc = TimeZoneRules(offset: 0)

  /// Seconds east of Greenwich at a moment.
  func offset(at seconds: Int64) -> Int64 {
    guard let last = changes.last, seconds >= changes[0].at else {
      return changes.isEmpty ? later?.offset(at: seconds) ?? before : before
    }
    if seconds >= last.at { return later?.offset(at: seconds) ?? last.offset }
    var (low, high) = (0, changes.count - 1)
    while low < high {
      let middle = (low + high + 1) / 2
      if changes[middle].at <= seconds { low = middle } else { high = middle - 1 }
    }
    return changes[low].offset
  }
}
