import StageKit

/// The folders of a queue, as the pipeline names them.
struct QueueFolders: Sendable, Equatable {
  /// Where files come.
  let inbox: String
  /// Where they are while they are read.
  let processing: String
  /// Where they are when what came of them is safe.
  let archive: String

  private static let names = ["in", "processing", "archive"]

  /// Errors: a folder is missing or stated twice, or a key is not known.
  init(_ map: TextMap, _ setup: Setup) throws(Findings) {
    var findings = Findings()
    func report(_ message: String, _ help: String) {
      findings.append(setup.finding("queue", "bad-value", message, help: [help]))
    }
    let example =
      "write 'queue: { in: logs/in, processing: logs/processing, archive: logs/archive }'"
    for (key, _) in map.members where !QueueFolders.names.contains(key) {
      report("'\(key)' is no folder of a queue", "it has 'in', 'processing' and 'archive'")
    }
    var folders: [String: String] = [:]
    for name in QueueFolders.names {
      let folder = map.members.first { $0.key == name }?.value
      guard let folder else {
        report("'queue' needs the folder '\(name)'", example)
        continue
      }
      let path = FilePath(Array(folder.utf8)).normalized
      if folder.isEmpty || folder.utf8.contains(0) {
        report("'\(folder)' is no folder", example)
      } else if folders.values.contains(where: { FilePath(Array($0.utf8)).normalized == path }) {
        report("'\(folder)' cannot be two folders of one queue", "name three folders")
      }
      folders[name] = folder
    }
    guard findings.isEmpty, let inbox = folders["in"], let processing = folders["processing"],
      let archive = folders["archive"]
    else { throw findings }
    self.inbox = QueueFolders.withSlash(inbox)
    self.processing = QueueFolders.withSlash(processing)
    self.archive = QueueFolders.withSlash(archive)
  }

  private static func withSlash(_ path: String) -> String {
    path.hasSuffix("/") ? path : path + "/"
  }
}
