/// Waits before a target that refused for the moment is tried again.
///
/// Shape: the first wait is as the pipeline says, each later one twice as long, a minute at most,
/// less up to a half by chance, so that many programs do not come back together.
public struct Patience: Sendable {
  /// The longest wait, in milliseconds.
  static let longestWait = 60_000

  private let times: Int
  private let firstWait: Int
  private let sleep: @Sendable (_ milliseconds: Int, _ failure: Failure) -> Bool

  /// Gives up at once: every refusal is final.
  public static let none = Patience(times: 0, firstWait: 0) { _, _ in false }

  /// `times` nil: until it works; `sleep` says false when the run is over.
  package init(
    times: Int?, firstWait: Int,
    sleep: @escaping @Sendable (_ milliseconds: Int, _ failure: Failure) -> Bool
  ) {
    self.times = times ?? Int.max
    self.firstWait = firstWait
    self.sleep = sleep
  }

  /// Waits after the refusal number `attempt`, from 1; false when it is not to be tried again.
  public func wait(_ attempt: Int, after failure: Failure) -> Bool {
    guard attempt <= times else { return false }
    let doubled = min(firstWait << min(attempt - 1, 20), max(Patience.longestWait, firstWait))
    return sleep(doubled - Int.random(in: 0...doubled / 2), failure)
  }
}
