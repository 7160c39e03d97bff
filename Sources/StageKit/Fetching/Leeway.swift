/// How long who fetches something may try.
package struct Leeway: Sendable {
  /// Whether it is still wanted.
  package let goesOn: @Sendable () -> Bool
  /// Sleeps some milliseconds; false when it is wanted no more.
  package let sleep: @Sendable (Int) -> Bool
  /// Whether what may pass is tried again.
  package var repeats: Bool

  package init(
    repeats: Bool = true, goesOn: @escaping @Sendable () -> Bool,
    sleep: @escaping @Sendable (Int) -> Bool
  ) {
    self.repeats = repeats
    self.goesOn = goesOn
    self.sleep = sleep
  }
}
