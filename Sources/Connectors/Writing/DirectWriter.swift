import FileSystem
import StageKit

/// A target that is no file: a named pipe, a device.
final class DirectWriter: SinkWriter, @unchecked Sendable {
  // Sendable: one thread at a time uses a writer, and nobody else has its parts.
  private let output: any RowOutput
  private var first = FirstFailure()

  init(_ output: any RowOutput, preamble: [UInt8]) throws(Failure) {
    self.output = output
    try output.append(preamble: preamble)
  }

  var confirmed: UInt64 { output.confirmed }

  func write(_ rows: UnsafeRawBufferPointer) throws(Failure) {
    try first.run { () throws(Failure) in try output.append(rows) }
  }

  func flush() throws(Failure) { try first.run { () throws(Failure) in try output.flush() } }

  func prepare() throws(Failure) -> [PendingName] {
    try first.run { () throws(Failure) in try output.end() }
    return []
  }

  func abort() {}
}
