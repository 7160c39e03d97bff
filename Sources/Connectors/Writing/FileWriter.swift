import StageKit

/// An open file, or a direct target.
final class FileWriter: SinkWriter, @unchecked Sendable {
  // Sendable: one thread at a time uses a writer, and nobody else has its parts.

  /// As large as a piece of gzip, so that both come to the disk in the same steps.
  static let bufferSize = GzipOutput.pieceSize

  private let output: any RowOutput
  /// Nil for direct targets.
  private let file: PendingFile?
  private var isPrepared = false
  private var first = FirstFailure()

  init(_ output: any RowOutput, file: PendingFile?) {
    self.output = output
    self.file = file
  }

  var confirmed: UInt64 { output.confirmed }

  func write(_ rows: UnsafeRawBufferPointer) throws(Failure) {
    try first.run { () throws(Failure) in try output.append(rows) }
  }

  func writePreamble(_ bytes: UnsafeRawBufferPointer) throws(Failure) {
    try first.run { () throws(Failure) in try output.append(heading: bytes) }
  }

  func flush() throws(Failure) { try first.run { () throws(Failure) in try output.flush() } }

  func prepareToFinish() throws(Failure) {
    try first.run { () throws(Failure) in
      guard !isPrepared else { return }
      try output.end()
      try file?.complete()
      isPrepared = true
    }
  }

  func finish() throws(Failure) {
    try prepareToFinish()
    try first.run { () throws(Failure) in try file?.publish() }
  }

  func abort() { file?.discard() }
}
