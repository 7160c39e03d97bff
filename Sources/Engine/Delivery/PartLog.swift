import FileSystem

#if canImport(Glibc)
  private import Glibc
#elseif canImport(Musl)
  private import Musl
#endif

/// The hidden files that were begun since the last checkpoint: what a run that was killed leaves is
/// removed by the next one.
final class PartLog {
  private static let sizeLimit = 64 * 1024 * 1024

  private let path: String
  private let descriptor: Descriptor

  init(_ path: String) throws(SystemError) {
    self.path = path
    let number = open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
    guard number >= 0 else { throw .last }
    descriptor = Descriptor(number)
  }

  /// Shape: absolute paths, ended by a zero byte.
  func note(_ hidden: String) throws(SystemError) {
    let result = Array((hidden.absolutePath + "\0").utf8).withUnsafeBytes {
      descriptor.writeAll($0)
    }
    if let refusal = result.refusal { throw refusal }
    try descriptor.sync()
  }

  /// Removes the files.
  func removeAll() throws(SystemError) {
    let bytes = try DurableFile.read(path, limit: PartLog.sizeLimit) ?? []
    for name in bytes.split(separator: 0) {
      try DurableFile.remove(String(decoding: name, as: UTF8.self))
    }
    try clear()
  }

  /// Forgets them: they have names by now.
  func clear() throws(SystemError) {
    guard ftruncate(descriptor.number, 0) == 0 else { throw .last }
  }
}

extension String {
  /// The path from the root, so that a run in another folder finds it.
  var absolutePath: String {
    guard !hasPrefix("/"), let folder = getcwd(nil, 0) else { return self }
    defer { free(folder) }
    return String(cString: folder) + "/" + self
  }
}
