/// The visitors that were met last, in two generations: when the younger one is full, the older one is
/// forgotten and the younger one takes its place.
///
/// Shape: remembers between a half and all of `limit` visitors.
/// Cost: one or two look-ups in a dictionary; about 100 bytes a visitor.
public struct VisitMemory {
  private var younger: [UInt64: Visit] = [:]
  private var older: [UInt64: Visit] = [:]
  private let half: Int

  init(limit: Int) { half = max(limit / 2, 1) }

  /// The visit of a visitor by the hash of the id. Of 100,000 ids two have the same hash once in
  /// 3.7 billion runs (100,000² / 2 / 2⁶⁴).
  subscript(visitor: UInt64) -> Visit? {
    get { younger[visitor] ?? older[visitor] }
    set {
      if younger.count >= half, younger[visitor] == nil {
        older = younger
        younger = [:]
      }
      younger[visitor] = newValue
    }
  }
}

/// Where a visitor is.
struct Visit {
  var number: Int64 = 1
  var events: Int64 = 1
  /// Milliseconds since 1970: of the first event, and of the latest one.
  var begin: Int64
  var latest: Int64

  /// The visit after an event at a time, more than `pause` after the latest one or not.
  func after(eventAt time: Int64, pause: Int64) -> Visit {
    if time &- latest > pause {
      return Visit(number: number + 1, begin: time, latest: time)
    }
    var next = self
    next.events += 1
    next.latest = max(latest, time)
    return next
  }
}
