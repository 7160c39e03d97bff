/// What the events of a slice were split into: the values of the stage's outputs, piece by piece.
package final class PieceBuffer {
  package let outputCount: Int
  private var slots: UnsafeMutablePointer<Slot>
  private var capacity = 64
  private var count = 0
  /// By row, its first piece; -1 for one that was not split.
  private var first: [Int] = Array(repeating: -1, count: Selection.capacity)
  private var counts: [Int] = Array(repeating: 0, count: Selection.capacity)

  init(outputCount: Int) {
    self.outputCount = outputCount
    slots = .allocate(capacity: capacity * max(outputCount, 1))
  }

  deinit { slots.deallocate() }

  /// The values of the piece begun last.
  var last: UnsafeMutablePointer<Slot> { slots + (count - 1) * outputCount }

  package func removeAll() {
    count = 0
    for row in first.indices { first[row] = -1 }
  }

  func begin(row: Int) {
    first[row] = count
    counts[row] = 0
  }

  func end(row: Int) { counts[row] = count - first[row] }

  /// Takes back the pieces of the row begun last: it stays whole.
  func drop(row: Int) {
    count = first[row]
    first[row] = -1
  }

  func add() -> UnsafeMutablePointer<Slot> {
    if count == capacity { grow() }
    count += 1
    return last
  }

  private func grow() {
    let width = max(outputCount, 1)
    let larger = UnsafeMutablePointer<Slot>.allocate(capacity: capacity * 2 * width)
    larger.update(from: slots, count: capacity * width)
    slots.deallocate()
    slots = larger
    capacity *= 2
  }

  /// How many pieces a row was split into; nil for one that stays whole.
  package func pieces(of row: Int) -> Int? { first[row] < 0 ? nil : counts[row] }

  /// The values of one piece of a row, from 0.
  package func values(of row: Int, _ piece: Int) -> UnsafePointer<Slot> {
    UnsafePointer(slots + (first[row] + piece) * outputCount)
  }
}
