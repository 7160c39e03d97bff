private import Digests
import EventModel

#if canImport(Glibc)
  private import Glibc
#elseif canImport(Musl)
  private import Musl
#endif

/// The bytes of a file in memory of our own, so that nobody who overwrites, cuts or deletes the file
/// touches us.
///
/// Shape: read-only, with `Bytes.slack` zero bytes behind; lives as long as this object.
/// Cost: one read of the whole file, and a wait of 20 ms when it was changed just now.
final class PrivateFile: Sendable {

  /// How often reading begins anew when the file changes meanwhile. The waits add up to 0.2 s: who
  /// replaces a file as one should, by a rename, is long done.
  static let attemptLimit = 10

  let bytes: Bytes
  /// The SHA-256 of a file, 64 hexadecimal digits; nil for bytes that came from elsewhere.
  let checksum: Late<String>?
  private let memory: FileMemory

  /// Reads a file; `whileRead` is called in each attempt when all was read and nothing compared yet.
  init(path: String, whileRead: () -> Void = {}) throws(LookupError) {
    for _ in 1...PrivateFile.attemptLimit {
      if case .pages(let start, let mapped, let count) = try FileSnapshot.take(
        path, whileRead: whileRead)
      {
        let memory = FileMemory(start, mapped: mapped)
        self.memory = memory
        bytes = memory.bytes(count)
        checksum = Late { memory.checksum(count) }
        return
      }
      FileSnapshot.rest()
    }
    throw LookupError(
      "'\(path)' changed while it was read, \(PrivateFile.attemptLimit) times in a row: write to "
        + "another name and rename the finished file")
  }

  /// Copies bytes that came from elsewhere.
  init(copying raw: UnsafeRawBufferPointer) {
    let start = UnsafeMutableRawPointer.allocate(
      byteCount: raw.count + Bytes.slack, alignment: 16)
    if let base = raw.baseAddress { start.copyMemory(from: base, byteCount: raw.count) }
    memset(start + raw.count, 0, Bytes.slack)
    memory = FileMemory(start, mapped: 0)
    bytes = memory.bytes(raw.count)
    checksum = nil
  }
}

/// What the bytes of a file stand in; also kept by who has still to make their checksum.
private final class FileMemory: @unchecked Sendable {
  // Sendable: nobody writes the memory any more; that of a file is write-protected.

  private let start: UnsafeMutableRawPointer
  /// The bytes that were mapped; 0 for memory of the allocator.
  private let mapped: Int

  init(_ start: UnsafeMutableRawPointer, mapped: Int) {
    self.start = start
    self.mapped = mapped
  }

  deinit {
    if mapped > 0 {
      munmap(start, mapped)
    } else {
      start.deallocate()
    }
  }

  /// The first bytes; good as long as this object.
  func bytes(_ count: Int) -> Bytes {
    Bytes(UnsafePointer(start.assumingMemoryBound(to: UInt8.self)), count)
  }

  func checksum(_ count: Int) -> String {
    var hash = SHA256()
    hash.add(bytes(count))
    return hash.finish().hex
  }
}
