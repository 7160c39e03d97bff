#if canImport(Glibc)
  private import Glibc
#elseif canImport(Musl)
  private import Musl
#endif

/// Folders: made with those above them, and their names brought to the disk.
package enum Folder {
  /// Makes the folder and those above it when they are not there, as `mkdir -p` does; another
  /// process may make the same ones meanwhile.
  package static func make(_ path: String) throws(SystemError) {
    var found = stat()
    if stat(path, &found) == 0 { return }
    guard errno == ENOENT else { throw .last }
    let path = path.hasSuffix("/") ? path : path + "/"
    for index in path.indices.dropFirst() where path[index] == "/" {
      let folder = String(path[..<index])
      if access(folder, F_OK) == 0 { continue }
      guard mkdir(folder, 0o777) == 0 || errno == EEXIST else { throw .last }
      try sync(parent(of: folder))
    }
  }

  /// Removes a folder in which nothing is; false when something is in it, or it is none.
  @discardableResult
  package static func removeEmpty(_ path: String) -> Bool { rmdir(path) == 0 }

  /// Brings names that came or went to the disk; a folder that may not be read is passed over.
  package static func sync(_ path: String) throws(SystemError) {
    guard let folder = try? Descriptor.open(path.utf8CString.map(\.self)) else { return }
    try folder.sync()
  }

  /// The folder of a path, with a slash at its end.
  package static func parent(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[...$0]) } ?? "./"
  }
}
