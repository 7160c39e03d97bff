import Digests
import FileSystem
import StageKit

#if canImport(Glibc)
  private import Glibc
#elseif canImport(Musl)
  private import Musl
#endif

/// A file that is being made in a folder of the cache; removed with this object unless it is kept.
final class ScratchFile {
  static let prefix = ".part-"

  let path: String
  let descriptor: Descriptor
  private var hash = SHA256()
  private(set) var byteCount = 0
  var isKept = false

  /// Errors: the system's reason, with the folder.
  init(in folder: String) throws(TransferFault) {
    path = "\(folder)/\(ScratchFile.prefix)\(getpid())-\(UInt64.random(in: 0...UInt64.max))"
    do throws(SystemError) {
      descriptor = try Descriptor.create(path, mode: 0o600)
    } catch {
      throw TransferFault("the cache '\(folder)' cannot be written: \(error.reason)")
    }
  }

  deinit { if !isKept { unlink(path) } }

  /// Adds bytes; more than `limit` in all are refused.
  func add(_ bytes: UnsafeRawBufferPointer, limit: Int) throws(TransferFault) {
    byteCount += bytes.count
    guard byteCount <= limit else {
      throw TransferFault(
        "unpacked it has more than \(Amount.text(bytes: limit)) ('max_size')")
    }
    hash.add(bytes)
    if let refusal = descriptor.writeAll(bytes).refusal {
      throw TransferFault("it cannot be written: \(refusal.reason)")
    }
  }

  /// The SHA-256 of what was added, 64 hexadecimal digits.
  func checksum() -> String { hash.finish().hex }

  /// A descriptor that reads from the beginning.
  func reading() throws(TransferFault) -> Descriptor {
    do throws(SystemError) {
      return try Descriptor.open(path.utf8CString.map(\.self))
    } catch {
      throw TransferFault("it cannot be read: \(error.reason)")
    }
  }

  /// Brings it to the disk; `modified` becomes the time of its last write.
  func finish(modified: Int?) throws(TransferFault) {
    if let modified {
      let time = timespec(tv_sec: modified, tv_nsec: 0)
      _ = withUnsafeTemporaryAllocation(of: timespec.self, capacity: 2) { times in
        times.initialize(repeating: time)
        return futimens(descriptor.number, times.baseAddress)
      }
    }
    do throws(SystemError) {
      try descriptor.sync()
      try descriptor.finish()
    } catch {
      throw TransferFault("it cannot be written: \(error.reason)")
    }
  }
}
