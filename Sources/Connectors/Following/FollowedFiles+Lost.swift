import FileSystem
import StageKit

extension FollowedFiles {
  /// Finds the files of marks under names that no pattern gives: they were renamed while nobody
  /// looked. What is not found is an orphan.
  func findLost(_ now: Instant) {
    let folders = Set(past.values.joined().map { FileFamily($0).folderPath })
    for folder in folders {
      for path in FollowedFiles.names(in: folder, root: root) {
        guard let facts = FileFacts(path.resolved(root: root)), past[facts.file] != nil,
          isKnown(path, facts.file) == true
        else { continue }
        admit(path, now, isListed: false)
      }
    }
    // Nobody has seen whether it was emptied before it went.
    for mark in past.values.joined() {
      abandon(mark, FileFamily(mark), wasCut: true, mayHaveMore: true, now)
    }
    past = [:]
  }

  /// Finds files that carry on what has lost its file, under names that no pattern gives.
  func findHeirs(_ now: Instant) {
    for family in orphans.searched(since: now - max(settings.rotateWait, FollowLimits.scanTime * 2))
    {
      let names = FollowedFiles.names(in: family.folderPath, root: root)
        .filter { FileFamily($0) == family && FileFamily($0).isRotated }
      for path in names.sorted(by: { $0.rank < $1.rank }) {
        guard let (descriptor, facts) = open(path, isWanted: false), all[facts.file] == nil else {
          continue
        }
        let file = FollowedFile(facts, path: path, now: now)
        file.isListed = false
        file.isPacked = FollowedFiles.isPacked(descriptor)
        file.generation = orphans.nextGeneration(of: file.status)
        file.descriptor = descriptor
        let content = ContentHead.content(descriptor)
        guard original(of: file, now) == nil, let mark = orphans.adopt(file, content) else {
          continue
        }
        add(file, descriptor)
        carryOn(file, mark, content)
      }
    }
  }

  /// The paths of what stands in a folder.
  static func names(in folder: FilePath, root: String) -> [FilePath] {
    let entries = (try? FolderEntry.list(folder.resolved(root: root))) ?? []
    let prefix = folder.bytes == Array("./".utf8) ? [] : folder.bytes
    return entries.filter { $0.isFolder != true }.map { FilePath(prefix + $0.bytes) }
  }
}
