import FileSystem

/// The folders of a source that the kernel watches.
final class FolderWatcher {
  private let watch: FolderWatch
  private let root: String
  private var folders: [Int32: [UInt8]] = [:]
  private var watched: Set<[UInt8]> = []

  /// Nil when the system gives no watch.
  init?(root: String) {
    guard let watch = FolderWatch() else { return nil }
    self.watch = watch
    self.root = root
  }

  var descriptor: Int32 { watch.descriptor }

  /// Watches folders that were found, and forgets others.
  func follow(_ found: Set<FilePath>) {
    // A folder that was removed and made again has a new number: asking again costs little.
    for folder in found where watched.count < FollowLimits.mostWatches {
      let path = folder.bytes.isEmpty ? FilePath(Array("./".utf8)) : folder
      guard let number = watch.watch(path.resolved(root: root)) else { continue }
      folders[number] = folder.bytes
      watched.insert(folder.bytes)
    }
  }

  /// The paths to which something was written, and whether names came or went.
  func news() -> (written: Set<FilePath>, hasNames: Bool) {
    var written: Set<FilePath> = []
    var hasNames = false
    for event in watch.events() {
      if event.isRenaming { hasNames = true }
      guard let folder = folders[event.folder], !event.name.isEmpty else { continue }
      written.insert(FilePath(folder + event.name))
    }
    return (written, hasNames)
  }
}
