/// Watches which share of the events fails (`run.stop_if_failed`).
///
/// A pure state machine: no threads, no clock. It is told of one ticket after the other, in order, and
/// looks at the last of them that hold `window` events together.
struct FailureShare: Sendable {
  /// Events that are looked at while the run goes on.
  static let window: UInt64 = 10_000
  /// Fewer say nothing yet.
  static let least: UInt64 = 1000

  struct Tally: Equatable, Sendable {
    var events: UInt64 = 0
    var failed: UInt64 = 0
  }

  /// 0…1; nil: nothing is watched.
  private let limit: Double?
  private var total = Tally()
  private var recent = Tally()
  /// The tickets of `recent`; those before `first` are forgotten.
  private var tickets: [Tally] = []
  private var first = 0

  init(limit: Double?) { self.limit = limit }

  /// Takes the events of a ticket; says why the run must end when too many of the last ones failed.
  mutating func add(events: UInt64, failed: UInt64) -> EarlyEnd? {
    guard limit != nil, events > 0 else { return nil }
    for path in [\FailureShare.total, \FailureShare.recent] {
      self[keyPath: path].events += events
      self[keyPath: path].failed += failed
    }
    tickets.append(Tally(events: events, failed: failed))
    while recent.events - tickets[first].events >= FailureShare.window { forgetFirst() }
    guard recent.events >= FailureShare.least else { return nil }
    return verdict(recent, "the last \(recent.events)", ": the run is ended")
  }

  /// The same for a ticket: its records that failed are events that were lost.
  mutating func add(_ ticket: Ticket) -> EarlyEnd? {
    let counts = ticket.counts.sources[ticket.source]
    let events = counts.events + counts.unreadable
    return add(events: events, failed: min(ticket.failedEvents, events))
  }

  /// What is to be said at the end of a batch, of all its events.
  var atEnd: EarlyEnd? { verdict(total, "\(total.events)") }

  private mutating func forgetFirst() {
    recent.events -= tickets[first].events
    recent.failed -= tickets[first].failed
    first += 1
    guard first * 2 > tickets.count else { return }
    tickets.removeFirst(first)
    first = 0
  }

  private func verdict(_ tally: Tally, _ events: String, _ result: String = "") -> EarlyEnd? {
    guard let limit, tally.events > 0 else { return nil }
    // A share such as 29 % is no binary fraction: 29 of 100 would be more than the product.
    let allowed = limit * Double(tally.events) * (1 + 1e-12)
    guard Double(tally.failed) > allowed else { return nil }
    return EarlyEnd(
      status: .tooManyFailed,
      message: "\(tally.failed) of \(events) events failed, more than the \(percent(limit))"
        + " that 'stop_if_failed' allows\(result)")
  }

  private func percent(_ share: Double) -> String {
    let percent = (share * 1e8).rounded() / 1e6
    return percent == percent.rounded() ? "\(Int(percent))%" : "\(percent)%"
  }
}
