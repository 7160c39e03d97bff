#if canImport(Glibc)
  private import Glibc
#elseif canImport(Musl)
  private import Musl
#endif

extension DataFile {
  /// Whether a file is there and may be read.
  ///
  /// Errors: as `load`, as far as that can be told without reading it.
  public static func look(_ path: String) throws(LookupError) {
    let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard file >= 0 else { throw FileSnapshot.refusal(path, errno) }
    defer { close(file) }
    _ = try FileSnapshot.size(of: FileSnapshot.look(file, path), path)
  }
}
