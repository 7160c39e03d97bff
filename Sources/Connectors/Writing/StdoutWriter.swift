import FileSystem
import StageKit

/// The standard output.
final class StdoutWriter: SinkWriter, @unchecked Sendable {
  // Sendable: one thread at a time uses a writer, and nobody else has its parts.

  /// What a pipe holds on Linux: a larger write would be cut up anyway.
  static let bufferSize = 64 * 1024

  private let output: PlainOutput
  private var first = FirstFailure()

  init(descriptor: Int32, preamble: [UInt8] = []) throws(Failure) {
    let descriptor = Descriptor(descriptor, isOwned: false)
    output = PlainOutput(
      DescriptorOutput(descriptor, target: "to stdout"), capacity: StdoutWriter.bufferSize)
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
