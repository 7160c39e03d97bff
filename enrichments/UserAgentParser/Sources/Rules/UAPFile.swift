import MarkedYAML
import StageKit

#if canImport(Glibc)
  private import Glibc
#elseif canImport(Musl)
  private import Musl
#endif

/// Finds and reads a rules file.
enum UAPFile {
  /// Where Debian's package `uap-core` puts it.
  static let system = "/usr/share/uap-core/regexes.yaml"

  /// The file to open: the one that the pipeline names, the one that `$RICHLINE_UAP` names, one that
  /// ships with the program, the system's.
  ///
  /// Errors: names every place that was tried.
  static func locate(
    explicit: String?, environment: [String: String], system: String = UAPFile.system
  ) throws(Failure) -> String {
    if let explicit { return explicit }
    if let path = environment["RICHLINE_UAP"], !path.isEmpty {
      guard access(path, F_OK) != 0 else { return path }
      throw Failure(.lookup, "there is no file '\(path)', which RICHLINE_UAP names")
    }
    let shipped = LookupFiles.locate("uap/regexes.yaml", environment: environment)
    if let path = shipped.path { return path }
    if access(system, F_OK) == 0 { return system }
    let tried = (shipped.tried + [system]).map { "'\($0)'" }.joined(separator: ", ")
    throw Failure(
      .lookup,
      "there are no rules for user agents: looked for \(tried); run 'apt install uap-core', or name"
        + " a file by 'path' of a lookup or by RICHLINE_UAP")
  }

  /// The variables that say where data is.
  static func environment() -> [String: String] {
    var found: [String: String] = [:]
    for name in ["RICHLINE_UAP", "RICHLINE_SHARE"] {
      if let value = getenv(name) { found[name] = String(cString: value) }
    }
    return found
  }

  /// The bytes of a file, at most as many as rules may have.
  static func load(_ path: String) throws(Failure) -> SourceFile {
    let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard file >= 0 else { throw refusal(path, errno) }
    defer { close(file) }
    var found = stat()
    guard fstat(file, &found) == 0 else { throw refusal(path, errno) }
    guard found.st_mode & S_IFMT == S_IFREG else {
      throw Failure(.lookup, "'\(path)' is not a regular file")
    }
    let limit = Limits.data.bytes
    guard found.st_size <= limit else {
      throw Failure(.lookup, "'\(path)' has \(found.st_size) bytes; the limit is \(limit)")
    }
    var bytes = [UInt8](repeating: 0, count: Int(found.st_size))
    var filled = 0
    while filled < bytes.count {
      let got = bytes.withUnsafeMutableBytes { buffer in
        read(file, buffer.baseAddress.map { $0 + filled }, buffer.count - filled)
      }
      if got < 0, errno == EINTR { continue }
      guard got >= 0 else { throw refusal(path, errno) }
      guard got > 0 else { throw Failure(.lookup, "'\(path)' changed while it was read") }
      filled += got
    }
    return SourceFile(name: path, bytes: bytes)
  }

  private static func refusal(_ path: String, _ code: Int32) -> Failure {
    if code == ENOENT { return Failure(.lookup, "there is no file '\(path)'") }
    let reason = strerror(code).map { String(cString: $0) } ?? "error \(code)"
    return Failure(.lookup, "'\(path)' cannot be read: \(reason.lowercased())")
  }
}
