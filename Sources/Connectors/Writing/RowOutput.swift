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
}
