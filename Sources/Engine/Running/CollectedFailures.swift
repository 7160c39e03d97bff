import EventModel
import StageKit

/// Errors that rows of a slice carry along, because a stage has `on_error: collect`.
///
/// Cost: nothing until there is one.
struct CollectedFailures {
  struct Entry {
    /// By place in the plan.
    let stage: Int
    let failure: Failure
  }

  /// Rows with an error of any stage.
  private(set) var rows = Selection()
  /// By row, in the order of the stages; empty until there is an error.
  private var lists: [[Entry]] = []

  mutating func add(_ failure: Failure, row: Int, stage: Int) {
    if lists.isEmpty { lists = Array(repeating: [], count: Selection.capacity) }
    rows.insert(row)
    lists[row].append(Entry(stage: stage, failure: failure))
  }

  /// The errors of a row that certain stages gave it.
  func entries(row: Int, of stages: [Int]) -> [Entry] {
    rows.contains(row) ? lists[row].filter { stages.contains($0.stage) } : []
  }

  /// Gives a row of another slice the errors of one of this one.
  func copy(row: Int, to other: inout CollectedFailures, as copy: Int) {
    guard rows.contains(row) else { return }
    for entry in lists[row] { other.add(entry.failure, row: copy, stage: entry.stage) }
  }

  mutating func removeAll() {
    guard !rows.isEmpty else { return }
    rows.forEach { lists[$0].removeAll() }
    rows = Selection()
  }
}
