import StageKit
import Synchronization

/// What checkpoints have made safe, on its way from the writer to the sources.
final class SafeMarks: Sendable {
  private let marks = Mutex<[Int: [InputMark]]>([:])

  /// By source.
  func add(_ more: [Int: [InputMark]]) {
    marks.withLock { $0.merge(more) { $0 + $1 } }
  }

  func take() -> [Int: [InputMark]] {
    marks.withLock { marks in
      defer { marks = [:] }
      return marks
    }
  }
}
