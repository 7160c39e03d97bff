import StageKit

/// The standard output.
final class StdoutWriter: SinkWriter, @unchecked Sendable {
  // Sendable: one thread at a time uses a writer, and nobody else has its parts.

  /// What a pipe holds on Linux: a larger write would be cut up anyway.
  static let bufferSize = 64 * 1024

  private let output: PlainOutput
  private var first = FirstFailure()

  init(descriptor: Int32) {
    let descriptor = Descriptor(descriptor, isOwned: false)
    output = PlainOutput(
      DescriptorOutput(descriptor, target: "to stdout"), capacity: StdoutWriter.bufferSize)
  }

  var confirmed: UInt64 { output.confirmed }

  func write(_ rows: UnsafeRawBufferPointer) throws(Failure) {
    try first.run { () throws(Failure) in try output.append(rows) }
  }

  func writePreamble(_ bytes: UnsafeRawBufferPointer) throws(Failure) {
    try first.run { () throws(Failure) in try output.append(heading: bytes) }
  }

  func flush() throws(Failure) { try first.run { () throws(Failure) in try output.flush() } }
  func finish() throws(Failure) { try first.run { () throws(Failure) in try output.end() } }
  func abort() {}
}
