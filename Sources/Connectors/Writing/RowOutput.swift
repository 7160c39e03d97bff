import StageKit

/// What a writer puts its bytes through: a buffer, a packer.
protocol RowOutput: AnyObject {
  func append(_ rows: UnsafeRawBufferPointer) throws(Failure)
  func append(heading: UnsafeRawBufferPointer) throws(Failure)
  /// Writes what a reader can use by now.
  func flush() throws(Failure)
  /// Writes the last byte.
  func end() throws(Failure)
  /// Rows that the kernel has taken.
  var confirmed: UInt64 { get }
  /// Whether the target has so many bytes, packed as they may be; depends on the rows alone.
  func hasReached(_ size: Int) throws(Failure) -> Bool
}

extension RowOutput {
  /// Writes what stands before the first row.
  func append(preamble: [UInt8]) throws(Failure) {
    guard !preamble.isEmpty else { return }
    var failure: Failure?
    preamble.withUnsafeBytes { bytes in
      do throws(Failure) { try append(heading: bytes) } catch { failure = error }
    }
    if let failure { throw failure }
  }
}
