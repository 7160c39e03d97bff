/// How many keys a cache may have: few at first, and more only while keys are found again.
package struct KeyRoom {
  package private(set) var limit: Int
  /// How often keys were found since the cache was empty.
  package var hits = 0
  private let first: Int
  private let most: Int

  package init(first: Int, most: Int) {
    self.first = min(first, most)
    self.most = most
    limit = self.first
  }

  /// One key of so many must be found again, or more room brings nothing. A fiftieth: of 30,000 agents
  /// that are all as frequent, 2,048 meet one in 30 again, and 20,000 every third.
  private static let worthwhile = 50

  /// What a cache with `count` keys does that is full: true when it may have more from now on, false when
  /// it forgets them all. It has to when it `fits` no more memory.
  package mutating func grow(with count: Int, fits: Bool) -> Bool {
    let pays = hits >= count / KeyRoom.worthwhile
    if pays, fits, limit < most {
      limit = min(limit * 2, most)
      return true
    }
    if !pays { limit = first }
    hits = 0
    return false
  }
}
