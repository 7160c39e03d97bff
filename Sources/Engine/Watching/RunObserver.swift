/// Hears what happens to a run: for logs.
public protocol RunObserver: Sendable {
  /// Shape: called by the threads of the run, several at a time, a few times a second at most; they
  /// wait for it.
  func note(_ event: RunEvent)
}
