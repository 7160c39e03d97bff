/// Decides which of many like messages are told: a few a minute, and how many were not.
///
/// Shape: a state machine without a clock; times are milliseconds that never go back.
package struct RepeatLimit: Sendable {
  /// Messages of one kind that are told within a window.
  package static let most = 20
  /// In milliseconds: a minute.
  package static let window: Int64 = 60_000
  /// Kinds that are told apart; there are fewer kinds of events than that, times the sinks of a
  /// large pipeline.
  static let mostKinds = 1000

  private struct Kind {
    var begun: Int64
    var told = 0
    var suppressed = 0
  }

  private var kinds: [String: Kind] = [:]

  package init() {}

  /// What becomes of a message.
  package enum Verdict: Equatable, Sendable {
    /// It is told; `missed` like ones before it were not.
    case tell(missed: Int)
    case suppress
  }

  package mutating func judge(_ name: String, at time: Int64) -> Verdict {
    if kinds.count >= RepeatLimit.mostKinds, kinds[name] == nil { kinds.removeAll() }
    var kind = kinds[name] ?? Kind(begun: time)
    defer { kinds[name] = kind }
    var missed = 0
    if time - kind.begun >= RepeatLimit.window {
      missed = kind.suppressed
      kind = Kind(begun: time)
    }
    guard kind.told < RepeatLimit.most else {
      kind.suppressed += 1
      return .suppress
    }
    kind.told += 1
    return .tell(missed: missed)
  }

  /// How many messages of each kind were not told and are not yet spoken of; forgets them.
  package mutating func takeMissed() -> [(name: String, count: Int)] {
    defer { kinds = [:] }
    return kinds.filter { $0.value.suppressed > 0 }.map { ($0.key, $0.value.suppressed) }
      .sorted { $0.0 < $1.0 }
  }
}
