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
/// Cost: one read of the whole file and its checksum, and a wait of 20 ms when it was changed just
/// now; large files get large pages, which look-ups feel.
final class PrivateFile: @unchecked Sendable {
  // Sendable: the memory is not written after `init`; that of a file is write-protected.

  /// How often reading begins anew when the file changes meanwhile. The waits add up to 0.2 s: who
  /// replaces a file as one should, by a rename, is long done.
  static let attemptLimit = 10

  let bytes: Bytes
  /// The SHA-256 of a file, 64 hexadecimal digits; nil for bytes that came from elsewhere.
  let checksum: String?
  private let memory: UnsafeMutableRawPointer
  /// The bytes that were mapped; 0 for memory of the allocator.
  private let mapped: Int

  /// Reads a file; `whileRead` is called in each attempt when all was read and nothing compared yet.
  init(path: String, whileRead: () -> Void = {}) throws(LookupError) {
    for _ in 1...PrivateFile.attemptLimit {
      if case .pages(let start, let mapped, let count) = try FileSnapshot.take(
        path, whileRead: whileRead)
      {
        (memory, self.mapped) = (start, mapped)
        bytes = Bytes(UnsafePointer(start.assumingMemoryBound(to: UInt8.self)), count)
        let hash = SHA256()
        hash.add(bytes)
        checksum = hash.finish().hex
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
    memory = .allocate(byteCount: raw.count + Bytes.slack, alignment: 16)
    mapped = 0
    checksum = nil
    if let base = raw.baseAddress { memory.copyMemory(from: base, byteCount: raw.count) }
    memset(memory + raw.count, 0, Bytes.slack)
    bytes = Bytes(UnsafePointer(memory.assumingMemoryBound(to: UInt8.self)), raw.count)
  }

  deinit {
    if mapped > 0 {
      munmap(memory, mapped)
    } else {
      memory.deallocate()
    }
  }
}
