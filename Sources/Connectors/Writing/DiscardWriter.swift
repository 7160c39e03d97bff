import FileSystem
import StageKit

/// Takes everything.
final class DiscardWriter: SinkWriter, @unchecked Sendable {
  // Sendable: one thread at a time uses a writer.

  private(set) var confirmed: UInt64 = 0

  func count(rows: UInt64) { confirmed += rows }
  func write(_ rows: UnsafeRawBufferPointer) { confirmed += RowCount.ends(rows) }
  func flush() {}
  func prepare() -> [PendingName] { [] }
  func abort() {}
}
