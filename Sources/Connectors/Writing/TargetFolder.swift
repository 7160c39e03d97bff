import StageKit

#if canImport(Glibc)
  private import Glibc
#elseif canImport(Musl)
  private import Musl
#endif

/// The folder that a file will stand in.
struct TargetFolder {
  /// For system calls, with a slash at its end.
  private let path: String
  private let device: UInt64
  private let inode: UInt64

  /// Makes the folder and those above it when they are not there.
  init(of target: TargetPath) throws(Failure) {
    path = target.folder.isEmpty ? "./" : target.folder
    do throws(SystemError) {
      var found = stat()
      if stat(path, &found) != 0 {
        guard errno == ENOENT else { throw .last }
        try TargetFolder.make(path)
        guard stat(path, &found) == 0 else { throw .last }
      }
      device = UInt64(found.st_dev)
      inode = UInt64(found.st_ino)
    } catch {
      throw Failure(.sink, "cannot make the folder '\(target.shownFolder)': \(error.reason)")
    }
  }

  func claim(_ target: TargetPath) -> TargetClaims.Claim {
    TargetClaims.Claim(device: device, folder: inode, name: String(target.name))
  }

  /// Brings names that came or went to the disk; a folder that may not be read is passed over.
  func sync() throws(SystemError) {
    guard let folder = try? Descriptor.open(path.utf8CString.map(\.self)) else { return }
    try folder.sync()
  }

  /// As `mkdir -p` does; another process may make the same ones meanwhile.
  private static func make(_ path: String) throws(SystemError) {
    for index in path.indices.dropFirst() where path[index] == "/" {
      let folder = String(path[..<index])
      if access(folder, F_OK) == 0 { continue }
      guard mkdir(folder, 0o777) == 0 || errno == EEXIST else { throw .last }
      try syncParent(of: folder)
    }
  }

  private static func syncParent(of folder: String) throws(SystemError) {
    let parent = folder.lastIndex(of: "/").map { String(folder[...$0]) } ?? "./"
    try (try? Descriptor.open(parent.utf8CString.map(\.self)))?.sync()
  }
}
