import FileSystem

#if canImport(Glibc)
  private import Glibc
#elseif canImport(Musl)
  private import Musl
#endif

/// A short text in a file that stays open, written anew again and again.
final class OpenNote {
  /// Longest text; shorter ones are filled up with spaces, so that one call writes all.
  private static let size = 128

  private let descriptor: Descriptor

  init(_ path: String) throws(SystemError) {
    let number = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard number >= 0 else { throw .last }
    descriptor = Descriptor(number)
  }

  func write(_ text: String) {
    var bytes = Array(text.utf8.prefix(OpenNote.size - 1))
    bytes += Array(repeating: UInt8(ascii: " "), count: OpenNote.size - 1 - bytes.count) + [10]
    _ = pwrite(descriptor.number, bytes, bytes.count, 0)
  }
}
