import FileSystem
import StageKit

/// The files of a source that is followed: which there are, what became of them, and which of them
/// are the same content under another name.
///
/// Shape: a file is its inode and the beginning of its content. What has lost its file is an orphan
/// until another file turns out to carry it on.
final class FollowedFiles {
  typealias Instant = FollowedFile.Instant

  let root: String
  let settings: FollowSettings
  var all: [FileStatus: FollowedFile] = [:]
  var families: [FileFamily: [FollowedFile]] = [:]
  var paths: [FilePath: FollowedFile] = [:]
  var orphans = Orphans()
  /// What earlier runs have read of files that were not seen yet.
  var past: [FileStatus: [InputMark]]
  let isFirstRun: Bool
  var hasScanned = false
  var openCount = 0
  /// Files that may not be read, so that this is said once.
  var refused: Set<FileStatus> = []
  /// What is to be read next.
  var wantsReading: (FollowedFile) -> Void = { _ in }
  /// Files that cannot be read: who reads them tells of it.
  var unreadable: [FilePath] = []
  /// Whether names are to be looked at soon.
  var mustScan = true

  init(root: String, settings: FollowSettings, past: [InputMark]) {
    self.root = root
    self.settings = settings
    self.past = Dictionary(grouping: past) {
      FileStatus(device: $0.identity.device, inode: $0.identity.inode)
    }
    isFirstRun = past.isEmpty
  }

  func find(_ path: FilePath) -> FollowedFile? { paths[path] }

  func takeUnreadable() -> FilePath? { unreadable.popLast() }

  // MARK: names

  /// Takes the names that the patterns give by now.
  ///
  /// Errors: there are too many.
  func update(_ names: [FilePath], _ now: Instant) throws(Failure) {
    mustScan = false
    let found = Names(names, root: root)
    guard found.facts.count <= FollowLimits.mostFiles else {
      throw Failure(.input, "more than \(FollowLimits.mostFiles) files are to be followed")
    }
    for file in all.values { file.take(found.paths[file.status], now) }
    families = Dictionary(grouping: all.values, by: \.family)
    for file in Array(all.values) { look(file, now) }
    let unknown = order(found.facts.values.filter { all[$0.file] == nil }, found)
    // What was known before comes first: it says which contents have lost their files.
    for facts in unknown where past[facts.file] != nil { recognize(facts, found, now) }
    if !hasScanned { findLost(now) }
    for facts in unknown { admit(facts, found, now) }
    hasScanned = true
    findHeirs(now)
    // New ones are read in the order in which they were written.
    let files =
      unknown.isEmpty ? Array(all.values) : all.values.sorted { $0.lastChange < $1.lastChange }
    for file in files {
      if isPutAside(file) { file.isRotated = true }
      settle(file, now)
      if case .open = file.phase, file.hasUnread { wantsReading(file) }
    }
    orphans.forget(before: now - FollowLimits.orphanTime)
    paths = Dictionary(all.values.map { ($0.path, $0) }) { a, _ in a }
  }

  /// A copy must find its original: names that rotation has not made come first, packed files last.
  func order(_ unknown: [FileFacts], _ found: Names) -> [FileFacts] {
    let ranks = unknown.map { (rank: found.paths[$0.file]?.first?.rank ?? 0, facts: $0) }
    return ranks.sorted { $0.rank < $1.rank }.map(\.facts)
  }

  /// What names lead to.
  struct Names {
    private(set) var paths: [FileStatus: [FilePath]] = [:]
    private(set) var facts: [FileStatus: FileFacts] = [:]

    init(_ names: [FilePath], root: String) {
      for name in names.sorted(by: { $0.bytes.lexicographicallyPrecedes($1.bytes) }) {
        guard let facts = FileFacts(name.resolved(root: root)), facts.isFile else { continue }
        paths[facts.file, default: []].append(name)
        self.facts[facts.file] = facts
      }
    }
  }
}
