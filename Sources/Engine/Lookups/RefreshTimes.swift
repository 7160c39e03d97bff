/// When the files of lookups are to be looked at; times are milliseconds of any one clock.
struct RefreshTimes: Sendable {
  private let every: [Int64?]
  private var next: [Int64?]

  /// `every`: how often, by place; nil for lookups that are looked at only when somebody asks.
  init(every: [Int?], now: Int64) {
    self.every = every.map { $0.map(Int64.init) }
    next = self.every.map { every in every.map { now + $0 } }
  }

  /// The places that are due; each is due again one interval from now, however late it is.
  mutating func due(now: Int64) -> [Int] {
    let due = next.indices.filter { next[$0].map { $0 <= now } == true }
    for place in due { next[place] = every[place].map { now + $0 } }
    return due
  }

  /// How long nothing is due, within `limit`.
  func wait(now: Int64, limit: Int) -> Int {
    let first = next.compactMap { $0 }.min() ?? Int64.max
    return Int(min(Int64(limit), max(1, first == Int64.max ? first : first - now)))
  }
}
