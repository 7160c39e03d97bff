import StageKit

#if canImport(Glibc)
  private import Glibc
#elseif canImport(Musl)
  private import Musl
#endif

/// A file, or a pattern of files, that a pipeline names.
package struct UsedFile: Sendable {
  /// As the system takes it.
  let path: String
  /// Who names it, and what for, behind `what`: `source 'clicks' reads`.
  package let owner: String

  init(_ path: String, _ owner: String) {
    self.path = FilePath.place(path)
    self.owner = owner
  }

  /// Whether another path leads to the file, or fits the pattern.
  package func isSame(as other: String) -> Bool {
    let other = FilePath.place(other)
    if path == other { return true }
    if path.contains(where: { "*?[".contains($0) }), fnmatch(path, other, FNM_PERIOD) == 0 {
      return true
    }
    guard let status = FileStatus(Array(path.utf8CString)) else { return false }
    return status == FileStatus(Array(other.utf8CString))
  }
}

extension Plan {
  /// Who reads or writes a file that somebody wants to write; nil when nobody does.
  package func owner(ofFile path: String) -> String? {
    files.first { $0.isSame(as: path) }?.owner
  }
}
