import FileSystem
import StageKit

/// A target that is no file: the standard output, a named pipe, a device.
final class DirectWriter: SinkWriter, @unchecked Sendable {
  // Sendable: one thread at a time uses a writer, and nobody else has its parts.
  private let output: any RowOutput
  private var first = FirstFailure()

  init(_ output: any RowOutput, preamble: [UInt8]) throws(Failure) {
    self.output = output
    try output.append(preamble: preamble)
  }

  /// What a pipe holds on Linux: a larger write would be cut up anyway.
  static let bufferSize = 64 * 1024

  /// The standard output, or what tests give in its place; it stays open.
  convenience init(stdout number: Int32, preamble: [UInt8] = []) throws(Failure) {
    let descriptor = Descriptor(number, isOwned: false)
    let output = DescriptorOutput(descriptor, target: "to stdout")
    try self.init(
      PlainOutput(output, capacity: DirectWriter.bufferSize), preamble: preamble)
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
