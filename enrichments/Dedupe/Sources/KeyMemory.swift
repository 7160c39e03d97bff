/// The keys seen last, as many as are allowed; the oldest is forgotten first.
struct KeyMemory {
  private let limit: Int
  private var known: Set<SIMD2<UInt64>> = []
  /// The keys in the order in which they came; once it is full, `next` is the oldest.
  private var order: [SIMD2<UInt64>] = []
  private var next = 0

  init(limit: Int) { self.limit = limit }

  var count: Int { known.count }

  /// Whether a key is new; then it is known from now on.
  mutating func insert(_ key: SIMD2<UInt64>) -> Bool {
    guard known.insert(key).inserted else { return false }
    if order.count < limit {
      order.append(key)
      return true
    }
    known.remove(order[next])
    order[next] = key
    next = next + 1 == limit ? 0 : next + 1
    return true
  }
}
