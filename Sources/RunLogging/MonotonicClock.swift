/// A clock that nobody sets.
package enum MonotonicClock {
  private static let start = ContinuousClock.now

  /// Milliseconds since the program looked at it first.
  package static var milliseconds: Int64 {
    Int64(start.duration(to: .now) / .milliseconds(1))
  }
}
