/// The path of a file to write: as the user wrote it, and as the system takes it.
public struct TargetPath: Sendable, Equatable {
  /// Longest name of usual file systems; the name while it is written must not pass it.
  package static let longestName = 255

  /// As messages name it.
  package let shown: String
  private let root: String

  /// `root` is what stands before relative paths: empty, or with a slash at its end.
  package init(_ shown: String, root: String = "") {
    self.shown = shown
    self.root = root
  }

  /// For system calls.
  package var resolved: String { shown.hasPrefix("/") ? shown : root + shown }

  /// The folder with a slash at its end; empty for the working folder.
  package var folder: String { String(resolved[..<nameStart(of: resolved)]) }
  package var name: Substring { shown[nameStart(of: shown)...] }

  /// The folder as messages name it.
  package var shownFolder: String {
    let folder = shown[..<nameStart(of: shown)]
    return folder.isEmpty ? "." : String(folder.count > 1 ? folder.dropLast() : folder)
  }

  /// The path with `-2` and so on before the first extension of its name; 1 is the path itself.
  package func numbered(_ number: Int) -> TargetPath {
    guard number > 1 else { return self }
    let dots = name.prefix { $0 == "." }
    let stem = name[dots.endIndex...].prefix { $0 != "." }
    return TargetPath(
      shown[..<stem.endIndex] + "-\(number)" + shown[stem.endIndex...], root: root)
  }

  /// The hidden path under which the file is written.
  package func temporary(process: Int32, counter: Int) -> String {
    let tail = ".\(process)-\(counter).tmp"
    var short = name
    while short.utf8.count + tail.utf8.count + 1 > TargetPath.longestName { short.removeLast() }
    return "\(folder).\(short)\(tail)"
  }

  private func nameStart(of path: String) -> String.Index {
    path.lastIndex(of: "/").map(path.index(after:)) ?? path.startIndex
  }
}
