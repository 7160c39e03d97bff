import StageKit

/// Bytes packed by gzip.
///
/// Shape: zlib gets pieces of one size, however the rows came, and the head of the stream holds
/// neither time nor name: the same rows give the same bytes. Rows are confirmed at the end, when
/// the last packed byte has left: before, some of them stand in zlib's memory.
final class GzipOutput: RowOutput {
  static let pieceSize = 256 * 1024
  static let packedSize = 64 * 1024

  private let output: DescriptorOutput
  private let deflater: Deflater
  private let piece = Room(capacity: GzipOutput.pieceSize)
  private let packed = Room(capacity: GzipOutput.packedSize)
  private var count = RowCount()
  private var endsInside: UInt64 = 0
  private var isOver = false
  private(set) var bytesWritten = 0

  init(_ output: DescriptorOutput, level: Int) throws(Failure) {
    guard let deflater = Deflater(level: level) else {
      throw output.failure("there is no memory to pack it")
    }
    self.output = output
    self.deflater = deflater
  }

  var confirmed: UInt64 { count.rows }

  func append(_ rows: UnsafeRawBufferPointer) throws(Failure) {
    var rest = rows
    while !rest.isEmpty {
      rest = UnsafeRawBufferPointer(rebasing: rest[piece.fill(from: rest)...])
      if piece.isFull { try pack(isLast: false) }
    }
  }

  func append(heading: UnsafeRawBufferPointer) throws(Failure) {
    count.announce(heading: heading)
    try append(heading)
  }

  /// Does nothing: a piece that ends early would change the bytes.
  func flush() {}

  func end() throws(Failure) {
    guard !isOver else { return }
    isOver = true
    try pack(isLast: true)
    count.confirm(ends: endsInside)
  }

  private func pack(isLast: Bool) throws(Failure) {
    endsInside += RowCount.ends(piece.bytes)
    var isDone = false
    while !isDone {
      let step = deflater.pack(piece.bytes, into: packed.free, isLast: isLast)
      piece.drop(step.used)
      packed.add(step.made)
      bytesWritten += step.made
      isDone = isLast ? step.isOver : piece.isEmpty && !packed.isFull
      if packed.isFull || isDone && isLast {
        defer { packed.clear() }
        try output.write(packed.bytes)
      }
    }
  }
}
