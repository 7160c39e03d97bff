import Glibc
import TestSupport

/// Data beside the project that is no part of it; tests that need it are skipped without it.
enum SharedData {
  /// `$RICHLINE_SHARED`, else `../shared` beside the package.
  static let folder = access(SharedFolder.folder, F_OK) == 0 ? SharedFolder.folder : nil

  /// The MaxMind databases of a folder under `data`, sorted; empty, with a line that says so, when
  /// there is no shared data.
  static func databases(in name: String) -> [String] {
    guard let folder, let directory = opendir("\(folder)/data/\(name)") else {
      print("skipped: there is no shared folder with data/\(name)")
      return []
    }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name.hasSuffix(".mmdb") { names.append(name) }
    }
    return names.sorted().map { "\(folder)/data/\(name)/\($0)" }
  }
}
