#if canImport(Glibc)
  private import Glibc
#elseif canImport(Musl)
  private import Musl
#endif

/// What stands behind a path.
package enum FileKind {
  case file
  case folder
  /// A pipe or a device that takes bytes one after the other.
  case stream
  case other

  package init(mode: UInt32) {
    switch mode & S_IFMT {
    case S_IFREG: self = .file
    case S_IFDIR: self = .folder
    case S_IFIFO, S_IFCHR: self = .stream
    default: self = .other
    }
  }

  /// The kind of what a path leads to, over links; nil when there is nothing.
  package static func at(_ path: [CChar]) throws(SystemError) -> FileKind? {
    var found = stat()
    if stat(path, &found) == 0 { return FileKind(mode: found.st_mode) }
    guard errno == ENOENT else { throw .last }
    return nil
  }

  /// Whether the name itself is taken, be it by a link that leads nowhere.
  package static func isTaken(_ path: String) throws(SystemError) -> Bool {
    var found = stat()
    if lstat(path, &found) == 0 { return true }
    guard errno == ENOENT else { throw .last }
    return false
  }
}
