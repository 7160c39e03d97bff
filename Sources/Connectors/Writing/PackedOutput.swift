import StageKit

/// Bytes packed by gzip or zstd, piece by piece, on the threads of the run.
///
/// Shape: pieces have one size, however the rows came, and each is packed for itself, to a gzip member
/// or zstd frame: the same rows give the same bytes, whoever packs them when. Rows are confirmed at
/// the end, when the last packed byte has left: before, some of them are still being packed.
final class PackedOutput: RowOutput {
  private let output: DescriptorOutput
  private let bench: PackingBench
  private var piece: PackedPiece?
  /// Pieces that were given away, in their order.
  private var underWay: [PackedPiece] = []
  private var count = RowCount()
  private var endsInside: UInt64 = 0
  private var isOver = false
  private var hasPieces = false
  private var bytesWritten = 0

  init(_ output: DescriptorOutput, _ bench: PackingBench) {
    self.output = output
    self.bench = bench
  }

  var confirmed: UInt64 { count.rows }

  func append(_ rows: UnsafeRawBufferPointer) throws(Failure) {
    var rest = rows
    while !rest.isEmpty {
      let piece = piece ?? bench.takePiece()
      self.piece = piece
      rest = UnsafeRawBufferPointer(rebasing: rest[piece.plain.fill(from: rest)...])
      if piece.plain.isFull { try giveAway(piece) }
    }
  }

  func append(heading: UnsafeRawBufferPointer) throws(Failure) {
    count.announce(heading: heading)
    try append(heading)
  }

  /// Writes what is packed by now; a piece that ends early would change the bytes.
  func flush() throws(Failure) {
    while underWay.first?.isPacked == true { try writeFirst() }
  }

  func end() throws(Failure) {
    guard !isOver else { return }
    isOver = true
    // A file without rows is a packed file, too.
    if let last = piece ?? (hasPieces ? nil : bench.takePiece()) { try giveAway(last) }
    try settle()
    count.confirm(ends: endsInside)
  }

  /// Waits for what is being packed when it matters.
  func hasReached(_ size: Int) throws(Failure) -> Bool {
    if bytesWritten + underWay.reduce(0, { $0 + $1.longestPacked }) < size { return false }
    try settle()
    return bytesWritten >= size
  }

  private func giveAway(_ piece: PackedPiece) throws(Failure) {
    self.piece = nil
    hasPieces = true
    piece.beginPacking(bench.crew)
    underWay.append(piece)
    while underWay.count > bench.mostUnderWay { try writeFirst() }
    try flush()
  }

  private func settle() throws(Failure) {
    while !underWay.isEmpty { try writeFirst() }
  }

  /// Waits until the first piece is packed, and writes it.
  private func writeFirst() throws(Failure) {
    let piece = underWay.removeFirst()
    guard let packed = piece.finishPacking() else {
      throw output.failure("there is no memory to pack it")
    }
    defer { bench.giveBack(piece) }
    endsInside += piece.lineEnds
    bytesWritten += packed.count
    try output.write(packed)
  }
}
