import StageKit

/// Keeps a writer from going on behind a failure: there is a gap, and a second `fsync` may well say
/// that all is good.
struct FirstFailure {
  private var failure: Failure?

  /// Does something unless something failed before; then it fails in the same way.
  mutating func run(_ step: () throws(Failure) -> Void) throws(Failure) {
    if let failure { throw failure }
    do throws(Failure) { try step() } catch {
      failure = error
      throw error
    }
  }
}
