import StageKit
import Synchronization

/// What checkpoints have made safe, on its way from the writer to the sources.
final class SafeMarks: Sendable {
  private let marks = Mutex<[String: [InputMark]]>([:])

  /// By source id.
  func add(_ more: [String: [InputMark]]) {
    marks.withLock { $0.merge(more) { $0 + $1 } }
  }

  func take() -> [String: [InputMark]] {
    marks.withLock { marks in
      defer { marks = [:] }
      return marks
    }
  }
}
