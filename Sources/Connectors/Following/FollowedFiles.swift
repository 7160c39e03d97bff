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
  private(set) var all: [FileStatus: FollowedFile] = [:]
  private var families: [FileFamily: [FollowedFile]] = [:]
  private var paths: [FilePath: FollowedFile] = [:]
  var orphans = Orphans()
  /// What earlier runs have read of files that were not seen yet.
  private var past: [FileStatus: [InputMark]]
  private let isFirstRun: Bool
  private var hasScanned = false
  private var openCount = 0
  /// Files that may not be read, so that this is said once.
  private var refused: Set<FileStatus> = []
  /// What is to be read next.
  var wantsReading: (FollowedFile) -> Void = { _ in }
  /// Files that cannot be read: who reads them tells of it.
  private(set) var unreadable: [FilePath] = []
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
    for facts in unknown where past[facts.file] != nil { admit(facts, found, now) }
    if !hasScanned { findLost(now) }
    for facts in unknown { admit(facts, found, now) }
    hasScanned = true
    findHeirs(now)
    for file in Array(all.values) { settle(file, now) }
    orphans.forget(before: now - FollowLimits.orphanTime)
    paths = Dictionary(all.values.map { ($0.path, $0) }) { a, _ in a }
  }

  /// A copy must find its original: names that rotation has not made come first, packed files last.
  /// Else the oldest first, as they were written.
  private func order(_ unknown: [FileFacts], _ found: Names) -> [FileFacts] {
    let ranks = unknown.map { (rank: found.paths[$0.file]?.first?.rank ?? 0, facts: $0) }
    return ranks.sorted { ($0.rank, $0.facts.modified) < ($1.rank, $1.facts.modified) }.map(\.facts)
  }

  /// What names lead to.
  private struct Names {
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

  // MARK: new files

  private func admit(_ facts: FileFacts, _ found: Names, _ now: Instant) {
    guard all[facts.file] == nil, let path = found.paths[facts.file]?.first else { return }
    admit(path, now, isListed: true)
  }

  /// Takes a file that was not known; nil when it is none, or cannot be opened.
  @discardableResult
  private func admit(_ path: FilePath, _ now: Instant, isListed: Bool) -> FollowedFile? {
    guard let (descriptor, facts) = open(path), all[facts.file] == nil else { return nil }
    let file = FollowedFile(facts, path: path, now: now)
    file.isListed = isListed
    file.isRotated = !isListed || isPutAside(file)
    let content = ContentHead.content(descriptor)
    file.isPacked = FollowedFiles.isPacked(descriptor)
    file.generation = orphans.nextGeneration(of: file.status)
    add(file, descriptor)
    if let marks = past.removeValue(forKey: file.status) { takeUp(file, marks, content, now) }
    if file.mark == nil, !hasScanned, isFirstRun, settings.start == .end { passOver(file, content) }
    if file.mark == nil { judge(file, now) }
    if case .open = file.phase, file.hasUnread { wantsReading(file) }
    return file
  }

  private func add(_ file: FollowedFile, _ descriptor: Descriptor) {
    all[file.status] = file
    families[file.family, default: []].append(file)
    hold(descriptor, file)
  }

  /// Goes on with what earlier runs have read of the file; other contents have lost theirs.
  private func takeUp(
    _ file: FollowedFile, _ marks: [InputMark], _ content: [UInt8], _ now: Instant
  ) {
    let last = marks.map(\.identity.generation).max() ?? 0
    file.generation = max(file.generation, last + 1)
    for mark in marks.sorted(by: { $0.identity.generation > $1.identity.generation }) {
      let fits = ContentHead(mark.identity).begins(content)
      if file.mark == nil, fits, file.isPacked == true || file.facts.size >= mark.offset {
        file.mark = mark
        file.generation = mark.identity.generation
        file.head = ContentHead(mark.identity)
        file.packedSize = mark.isDone ? mark.identity.size : nil
        file.readEnd = mark.offset
      } else {
        abandon(mark, file.family, wasCut: true, mayHaveMore: true, now)
      }
    }
  }

  /// Whether the name says that the file was put aside: there is one that takes its place.
  private func isPutAside(_ file: FollowedFile) -> Bool {
    file.family.isRotated
      && families[file.family]?.contains { !$0.family.isRotated } ?? false
  }

  /// A file that was there before the first run begins at its end.
  private func passOver(_ file: FollowedFile, _ content: [UInt8]) {
    guard let descriptor = file.descriptor,
      var identity = FileHead.identity(descriptor, name: file.path.text), !content.isEmpty
    else { return }
    identity.generation = file.generation
    let isPacked = file.isPacked == true
    let end = isPacked ? 0 : FileTail.lastLineEnd(descriptor, size: identity.size)
    file.mark = InputMark(
      name: file.path.text, identity: identity, offset: end, isDone: isPacked)
    file.head = ContentHead(identity)
    file.readEnd = end
    file.mustNote = true
    if isPacked { wantsReading(file) }
  }

  /// Decides whether a file is new, a copy, or carries a content on.
  private func judge(_ file: FollowedFile, _ now: Instant) {
    guard let isPacked = file.isPacked else { return file.phase = .settling }
    if let original = original(of: file, now) { return file.phase = .copy(of: original) }
    if let descriptor = descriptor(of: file) {
      let content = ContentHead.content(descriptor)
      if file.family.isRotated, let mark = orphans.adopt(file, content) {
        return carryOn(file, mark, content)
      }
    }
    file.phase = isPacked && !file.isQuiet(settings.rotateWait, now) ? .settling : .open
  }

  private func carryOn(_ file: FollowedFile, _ mark: InputMark, _ content: [UInt8]) {
    let head = ContentHead(content)
    var identity = InputIdentity(
      device: file.status.device, inode: file.status.inode, size: file.facts.size,
      headLength: head.length, headDigest: head.digest)
    identity.generation = file.generation
    file.mark = InputMark(
      name: file.path.text, identity: identity, offset: mark.offset, line: mark.line)
    file.head = head
    file.readEnd = file.isPacked == true ? 0 : mark.offset
    file.mustNote = true
    file.isRotated = true
    file.phase = .open
  }

  // MARK: copies

  /// A file that is still there and begins as this one does, with a name of the same family.
  private func original(of file: FollowedFile, _ now: Instant) -> FollowedFile? {
    guard file.family.isRotated, !file.isIndependent, file.facts.size > 0 else { return nil }
    for other in families[file.family] ?? [] where other !== file {
      guard case .open = other.phase, all[other.status] === other else { continue }
      if isCopy(file, of: other, now) { return other }
    }
    return nil
  }

  /// Whether a file has nothing but what another one begins with.
  private func isCopy(_ file: FollowedFile, of other: FollowedFile, _ now: Instant) -> Bool {
    guard let own = descriptor(of: file), let theirs = descriptor(of: other) else { return false }
    let (copy, original) = (ContentHead.content(own), ContentHead.content(theirs))
    let length = min(copy.count, original.count)
    let isPlain = file.isPacked == false && other.isPacked == false
    let isSame =
      length > 0 && copy[..<length] == original[..<length]
      && (!isPlain || FileTail.isWithin(own, theirs))
    // Emptied while it was looked at: then it is no original any more.
    guard other.head.begins(ContentHead.content(theirs)) else {
      look(other, now, isForced: true)
      return false
    }
    return isSame
  }

  /// Looks again at a file of which it was not clear what it is.
  private func settle(_ file: FollowedFile, _ now: Instant) {
    switch file.phase {
    case .open: return
    case .settling:
      if file.mark == nil { judge(file, now) }
      else if file.isQuiet(settings.rotateWait, now) { file.phase = .open }
    case .copy(let original):
      // Of a short beginning nothing can be said for long, and what was put aside is soon gone.
      let isShort = file.facts.size < InputIdentity.headSize && file.isPacked == false
      if isShort, !original.isGone, file.isQuiet(settings.rotateWait, now) {
        file.isIndependent = true
      }
      judge(file, now)
    }
    if case .open = file.phase, file.hasUnread { wantsReading(file) }
  }

  // MARK: looking

  /// Looks whether a file has grown, was emptied, or is gone.
  func look(_ file: FollowedFile, _ now: Instant, isForced: Bool = false) {
    guard let facts = facts(of: file) else {
      if !file.isListed, file.isQuiet(settings.rotateWait, now) { retire(file, now) }
      return
    }
    let hasChanged = facts.size != file.facts.size || facts.modified != file.facts.modified
    if hasChanged || facts.links != file.facts.links { file.lastChange = now }
    file.facts = facts
    if hasChanged || isForced { checkContent(file, now) }
    if file.isPacked == nil { learnKind(of: file, now) }
    if hasChanged, file.packedSize != nil, file.packedSize != facts.size { file.phase = .settling }
    if file.isGone, isDrained(file, now) { return retire(file, now) }
    guard case .open = file.phase else { return }
    if file.hasUnread || file.isLastPieceDue(settings.rotateWait, now) { wantsReading(file) }
  }

  private func learnKind(of file: FollowedFile, _ now: Instant) {
    file.isPacked = descriptor(of: file).flatMap(FollowedFiles.isPacked)
    if case .settling = file.phase, file.isPacked == false { judge(file, now) }
  }

  /// Begins anew with a file that was emptied.
  private func checkContent(_ file: FollowedFile, _ now: Instant) {
    guard file.head.length > 0, let descriptor = descriptor(of: file) else { return }
    let isSame = file.head.begins(ContentHead.content(descriptor))
    let isWhole = file.isPacked == true || file.facts.size >= file.offset
    guard !isSame || !isWhole else { return }
    if let mark = file.mark, mark.offset > 0 {
      abandon(mark, file.family, wasCut: true, mayHaveMore: true, now)
    }
    file.beginAnew()
    file.generation = max(file.generation, orphans.nextGeneration(of: file.status))
    mustScan = true
  }

  /// Whether nothing more is to be expected of a file without a name.
  private func isDrained(_ file: FollowedFile, _ now: Instant) -> Bool {
    if case .open = file.phase {
      let hasPiece = file.isPacked == false && file.offset < file.facts.size
      if file.hasUnread || hasPiece { return false }
    }
    let wait = file.facts.links == 0 ? settings.rotateWait : FollowLimits.lostTime
    return file.isQuiet(wait, now) && !file.isQueued
  }

  private func retire(_ file: FollowedFile, _ now: Instant) {
    if let mark = file.mark {
      abandon(mark, file.family, wasCut: false, mayHaveMore: file.descriptor == nil, now)
    }
    all[file.status] = nil
    letGo(file)
    mustScan = true
  }

  private func abandon(
    _ mark: InputMark, _ family: FileFamily, wasCut: Bool, mayHaveMore: Bool, _ now: Instant
  ) {
    orphans.add(
      Orphans.Orphan(
        mark: mark, family: family, wasCut: wasCut, since: now, mayHaveMore: mayHaveMore))
  }

  // MARK: what was put aside

  /// Finds the files of marks under names that no pattern gives: they were renamed while nobody
  /// looked. What is not found is an orphan.
  private func findLost(_ now: Instant) {
    let folders = Set(past.values.joined().map { FileFamily(FilePath(Array($0.name.utf8))).folderPath })
    for folder in folders {
      for path in FollowedFiles.names(in: folder, root: root) {
        guard let facts = FileFacts(path.resolved(root: root)), facts.isFile,
          past[facts.file] != nil
        else { continue }
        admit(path, now, isListed: false)
      }
    }
    for mark in past.values.joined() {
      abandon(
        mark, FileFamily(FilePath(Array(mark.name.utf8))), wasCut: false, mayHaveMore: true, now)
    }
    past = [:]
  }

  /// Finds files that carry on what has lost its file, under names that no pattern gives.
  private func findHeirs(_ now: Instant) {
    for family in orphans.searched(since: now - max(settings.rotateWait, FollowLimits.scanTime * 2)) {
      let names = FollowedFiles.names(in: family.folderPath, root: root)
        .filter { FileFamily($0) == family && FileFamily($0).isRotated }
      for path in names.sorted(by: { $0.rank < $1.rank }) {
        guard let (descriptor, facts) = open(path), all[facts.file] == nil else { continue }
        let file = FollowedFile(facts, path: path, now: now)
        file.isListed = false
        file.isPacked = FollowedFiles.isPacked(descriptor)
        file.generation = orphans.nextGeneration(of: file.status)
        let content = ContentHead.content(descriptor)
        guard let mark = orphans.adopt(file, content) else { continue }
        add(file, descriptor)
        carryOn(file, mark, content)
        wantsReading(file)
      }
    }
  }

  /// The paths of what stands in a folder.
  private static func names(in folder: FilePath, root: String) -> [FilePath] {
    let entries = (try? FolderEntry.list(folder.resolved(root: root))) ?? []
    let prefix = folder.bytes == Array("./".utf8) ? [] : folder.bytes
    return entries.filter { $0.isFolder != true }.map { FilePath(prefix + $0.bytes) }
  }

  // MARK: descriptors

  /// What the system says of a file by now; nil when it is gone and not held.
  private func facts(of file: FollowedFile) -> FileFacts? {
    if let descriptor = file.descriptor { return FileFacts(descriptor) }
    let facts = FileFacts(file.path.resolved(root: root))
    return facts?.file == file.status ? facts : nil
  }

  /// The open file; opened if need be. Nil when it is gone.
  func descriptor(of file: FollowedFile) -> Descriptor? {
    if let descriptor = file.descriptor { return descriptor }
    guard let (descriptor, facts) = open(file.path), facts.file == file.status else { return nil }
    hold(descriptor, file)
    return descriptor
  }

  private func open(_ path: FilePath) -> (Descriptor, FileFacts)? {
    do throws(SystemError) {
      let descriptor = try Descriptor.open(path.resolved(root: root))
      guard let facts = FileFacts(descriptor), facts.isFile else { return nil }
      return (descriptor, facts)
    } catch {
      if let facts = FileFacts(path.resolved(root: root)), refused.insert(facts.file).inserted {
        unreadable.append(path)
      }
      return nil
    }
  }

  /// Holds a file open; closes the one that was changed longest ago when there are too many.
  private func hold(_ descriptor: Descriptor, _ file: FollowedFile) {
    file.descriptor = descriptor
    openCount += 1
    guard openCount > FollowLimits.mostOpen else { return }
    let idle = all.values.filter { $0 !== file && $0.descriptor != nil && !$0.isGone }
    if let oldest = idle.min(by: { $0.lastChange < $1.lastChange }) { letGo(oldest) }
  }

  private func letGo(_ file: FollowedFile) {
    if file.descriptor != nil { openCount -= 1 }
    file.descriptor = nil
  }

  /// Whether a file begins as gzip does; nil while it is too short to tell.
  private static func isPacked(_ descriptor: Descriptor) -> Bool? {
    guard let start = FileHead.start(of: descriptor, count: 2), let first = start.first else {
      return nil
    }
    if start.count < 2, first == GzipReader.magic.0 { return nil }
    return GzipReader.isPacked(start)
  }
}
