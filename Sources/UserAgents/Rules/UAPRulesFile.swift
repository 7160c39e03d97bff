#if canImport(Glibc)
  private import Glibc
#elseif canImport(Musl)
  private import Musl
#endif

/// Reads a rules file.
enum UAPRulesFile {
  /// uap-core's file has 0.2 MB.
  static let sizeLimit = 64 * 1024 * 1024

  /// Errors: the reason that the system gives, with the path.
  static func bytes(_ path: String) throws(UserAgentRulesError) -> [UInt8] {
    guard let file = fopen(path, "re") else { throw refusal(path) }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var room = [UInt8](repeating: 0, count: 64 * 1024)
    while true {
      let count = fread(&room, 1, room.count, file)
      if count == 0 { break }
      bytes += room[..<count]
      guard bytes.count <= sizeLimit else {
        throw UserAgentRulesError("'\(path)' has more than \(sizeLimit) bytes, which are the limit")
      }
    }
    guard ferror(file) == 0 else { throw refusal(path) }
    return bytes
  }

  private static func refusal(_ path: String) -> UserAgentRulesError {
    if errno == ENOENT { return UserAgentRulesError("there is no file '\(path)'") }
    let reason = strerror(errno).map { String(cString: $0).lowercased() } ?? "error \(errno)"
    return UserAgentRulesError("'\(path)' cannot be read: \(reason)")
  }
}
