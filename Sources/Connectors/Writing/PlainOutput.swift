import StageKit

/// Bytes as they are, through a buffer.
final class PlainOutput: RowOutput {
  private let output: DescriptorOutput
  private let room: Room
  private var bytesWritten = 0
  private var count = RowCount()

  init(_ output: DescriptorOutput, capacity: Int) {
    self.output = output
    room = Room(capacity: capacity)
  }

  var confirmed: UInt64 { count.rows }

  /// Cost: what is larger than the buffer is not copied.
  func append(_ rows: UnsafeRawBufferPointer) throws(Failure) {
    bytesWritten += rows.count
    if rows.count > room.free.count { try flush() }
    if rows.count > room.capacity { return try write(rows) }
    _ = room.fill(from: rows)
  }

  func append(heading: UnsafeRawBufferPointer) throws(Failure) {
    count.announce(heading: heading)
    try append(heading)
  }

  func flush() throws(Failure) {
    guard !room.isEmpty else { return }
    // Whatever happens, nothing is written twice.
    defer { room.clear() }
    try write(room.bytes)
  }

  func end() throws(Failure) { try flush() }

  func hasReached(_ size: Int) -> Bool { bytesWritten >= size }

  private func write(_ bytes: UnsafeRawBufferPointer) throws(Failure) {
    try output.write(bytes) { count.confirm($0) }
  }
}
