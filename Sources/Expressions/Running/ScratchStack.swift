/// Memory that is needed while an expression runs, taken and given back in order, and kept from one
/// run to the next.
struct ScratchStack {
  /// Columns that are taken from the system at once.
  private static let chunk = 16
  private var chunks: [UnsafeMutablePointer<Value>] = []
  private(set) var count = 0
  /// The columns of variables; empty before the first is needed.
  var variables: [Column] = []
  /// Bytes that each row has taken; nil before the first.
  var spent: UnsafeMutablePointer<Int32>?
  /// JSON text that is being written.
  var json: [UInt8] = []

  /// Room for `rows` values that hold anything.
  mutating func column(_ rows: Int) -> UnsafeMutablePointer<Value> {
    let (chunk, place) = count.quotientAndRemainder(dividingBy: ScratchStack.chunk)
    if chunk == chunks.count {
      chunks.append(.allocate(capacity: ScratchStack.chunk * rows))
    }
    count += 1
    return chunks[chunk] + place * rows
  }

  /// Gives back all columns taken since there were `mark`.
  mutating func release(to mark: Int) { count = mark }

  func deallocate() {
    for chunk in chunks { chunk.deallocate() }
    spent?.deallocate()
  }
}
