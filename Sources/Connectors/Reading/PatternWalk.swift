import FileSystem
import StageKit

#if canImport(Glibc)
  private import Glibc
#elseif canImport(Musl)
  private import Musl
#endif

/// Goes through folders after the parts of a pattern.
///
/// Shape: paths as the user would write them; links to folders are followed by a wildcard, not by
/// `**`, which would never come back from a loop.
struct PatternWalk {
  /// Most files that one pattern may give: their paths take about 200 MB then.
  static let mostFiles = 1_000_000

  let pattern: String
  let root: String
  private(set) var found: Set<[UInt8]> = []
  /// Where names were looked for: each with a slash at its end, or empty.
  private(set) var folders: Set<[UInt8]> = []

  init(pattern: String, root: String) {
    self.pattern = pattern
    self.root = root
  }

  /// Follows the rest of the pattern from a folder; `prefix` is empty or ends with a slash.
  mutating func enter(
    _ prefix: [UInt8], _ rest: ArraySlice<PathPattern.Part>
  ) throws(Failure) {
    guard let part = rest.first else { return }
    let rest = rest.dropFirst()
    switch part {
    case .literal(let name):
      try follow(prefix + name, rest)
    case .wildcard(let name):
      for entry in try entries(of: prefix) where fnmatch(name, entry.name, FNM_PERIOD) == 0 {
        try follow(prefix + entry.bytes, rest)
      }
    case .folders:
      try enter(prefix, rest)
      for entry in try entries(of: prefix) where !entry.isHidden {
        let folder = prefix + entry.bytes
        if isOwnFolder(folder, entry) { try enter(folder + slash, [part] + rest) }
      }
    }
  }

  private let slash = [UInt8(ascii: "/")]

  /// Takes a file at the end of the pattern, else goes into a folder.
  private mutating func follow(
    _ path: [UInt8], _ rest: ArraySlice<PathPattern.Part>
  ) throws(Failure) {
    guard rest.isEmpty else {
      return try enter(path.last == slash[0] ? path : path + slash, rest)
    }
    folders.insert(path.lastIndex(of: slash[0]).map { Array(path[...$0]) } ?? [])
    guard mode(path, followsLinks: true) != S_IFDIR, mode(path, followsLinks: false) != nil else {
      return
    }
    found.insert(path)
    guard found.count <= PatternWalk.mostFiles else {
      throw Failure(.input, "'\(pattern)' matches more than \(PatternWalk.mostFiles) files")
    }
  }

  private func isOwnFolder(_ path: [UInt8], _ entry: FolderEntry) -> Bool {
    entry.isFolder ?? (mode(path, followsLinks: false) == S_IFDIR)
  }

  /// The type bits of what a path leads to; nil when there is nothing.
  private func mode(_ path: [UInt8], followsLinks: Bool) -> UInt32? {
    var found = stat()
    let path = FilePath(path).resolved(root: root)
    let result = followsLinks ? stat(path, &found) : lstat(path, &found)
    return result == 0 ? found.st_mode & S_IFMT : nil
  }

  /// What stands in a folder; nothing when it is none.
  private mutating func entries(of prefix: [UInt8]) throws(Failure) -> [FolderEntry] {
    let folder = FilePath(prefix + [UInt8(ascii: ".")])
    folders.insert(prefix)
    do throws(SystemError) {
      return try FolderEntry.list(folder.resolved(root: root))
    } catch {
      if error.code == ENOENT || error.code == ENOTDIR { return [] }
      let name = prefix.isEmpty ? "." : FilePath(prefix.dropLast()).text
      throw Failure(.input, "cannot list the folder '\(name)': \(error.reason)")
    }
  }
}
