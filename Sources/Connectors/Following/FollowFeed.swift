import FileSystem
import StageKit

/// Gives the files of some patterns to be read whenever they have grown; never over.
///
/// Shape: names and sizes are looked at again and again; the kernel's news only make that sooner. A
/// file has its turn when the others before it had theirs.
final class FollowFeed: InputFeed {
  typealias Instant = FollowedFile.Instant

  private let patterns: [PathPattern]
  private let root: String
  let files: FollowedFiles
  private let settings: FollowSettings
  private let watcher: FolderWatcher?
  /// How long lines may wait for others.
  private let patience: Duration
  private var line: [FollowedFile] = []
  /// What is being read.
  private var current: FollowedFile?
  private let beginning = Instant.now
  private var nextScan = Instant.now
  private var nextLook = Instant.now
  private var hasScanned = false

  init(_ patterns: [PathPattern], root: String, _ settings: FollowSettings, _ run: SourceRun) {
    self.patterns = patterns
    self.root = root
    self.settings = settings
    files = FollowedFiles(root: root, settings: settings, past: run.past)
    watcher = settings.usesWatch ? FolderWatcher(root: root) : nil
    patience = .milliseconds(run.patience)
    files.wantsReading = { [unowned self] file in
      guard !file.isQueued, file !== current else { return }
      file.isQueued = true
      line.append(file)
    }
  }

  func next(milliseconds: Int) throws(Failure) -> FeedStep {
    try look()
    if let input = give() { return .read(input) }
    guard milliseconds > 0 else { return .nothing }
    let wakeUp = wakeUp
    Descriptor.wait(
      for: watcher.map { [$0.descriptor] } ?? [],
      milliseconds: min(milliseconds, wakeUp.milliseconds))
    try look()
    return give().map { .read($0) } ?? .nothing
  }

  var wakeUp: WakeUp {
    var time = min(nextScan, nextLook)
    for file in line { time = min(time, readingTime(file)) }
    let left = ((time - .now) / .milliseconds(1)).rounded(.up)
    return WakeUp(descriptor: watcher?.descriptor, milliseconds: max(Int(left), 0))
  }

  // MARK: turns

  /// The first file in line whose time has come.
  private func give() -> FeedInput? {
    if let path = files.takeUnreadable() {
      current = nil
      return FeedInput(FileInput(path: path, root: root))
    }
    let now = Instant.now
    while let place = line.firstIndex(where: { readingTime($0) <= now }) {
      let file = line.remove(at: place)
      file.isQueued = false
      guard let descriptor = files.descriptor(of: file) else { continue }
      current = file
      let isLast = file.isLastPieceDue(settings.rotateWait, now)
      let isNoted = file.mustNote
      file.mustNote = false
      return FeedInput(
        FollowedInput(file: file, descriptor: descriptor), past: file.mark.map { [$0] } ?? [],
        grows: file.isPacked != true && !isLast, isNoted: isNoted)
    }
    return nil
  }

  /// When a file is to be read: lines wait for others as long as the pipeline lets them.
  private func readingTime(_ file: FollowedFile) -> Instant {
    guard let last = file.lastRead, !file.hasMore else { return beginning }
    let unread = file.facts.size - min(file.readEnd, file.facts.size)
    let tail = file.readEnd - min(file.offset, file.readEnd)
    // Who writes a very long line in small pieces would have it read again and again.
    if tail > FollowLimits.largePiece, unread < tail / 8 { return last + FollowLimits.scanTime }
    return unread >= FollowLimits.largePiece ? last : last + patience
  }

  func left(_ mark: InputMark?) {
    guard let file = current else { return }
    current = nil
    file.lastRead = .now
    if var mark {
      file.hasLongLine = file.hasMore && mark.offset == file.offset
      let head = ContentHead(mark.identity)
      if head.length > file.head.length { file.head = head }
      mark.identity.headLength = file.head.length
      mark.identity.headDigest = file.head.digest
      file.mark = mark
      if file.isPacked == true { file.packedSize = mark.identity.size }
    } else if !file.wasCut {
      // It could not be read: it is tried again when it changes.
      file.readEnd = file.facts.size
      file.packedSize = file.facts.size
      file.hasMore = false
    }
    files.look(file, .now, isForced: file.wasCut)
    if file.hasMore { files.wantsReading(file) }
  }

  // MARK: looking

  private func look() throws(Failure) {
    if let news = watcher?.news() {
      for path in news.written {
        if let file = files.find(path) { files.look(file, .now) }
      }
      if news.hasNames { files.mustScan = true }
    }
    if files.mustScan { nextScan = min(nextScan, earliestScan) }
    if nextScan <= .now { try scan() }
    if nextLook <= .now {
      for file in files.all.values where file.descriptor != nil { files.look(file, .now) }
      nextLook = .now + FollowLimits.lookTime
    }
  }

  /// When names may be looked at again: a burst of news is one.
  private var earliestScan = Instant.now

  /// Looks at all names.
  ///
  /// Errors: a folder cannot be listed, or there are too many files, when following begins; later
  /// what was known before is good enough.
  private func scan() throws(Failure) {
    let begun = Instant.now
    defer { hasScanned = true }
    do throws(Failure) {
      let (names, folders) = try names()
      watcher?.follow(folders)
      try files.update(names, begun)
    } catch {
      guard hasScanned else { throw error }
    }
    let time = Instant.now - begun
    nextScan = begun + max(FollowLimits.scanTime, time * FollowLimits.scanShare)
    earliestScan = .now + max(FollowLimits.burstTime, time * FollowLimits.scanShare)
  }

  /// What the patterns give by now.
  private func names() throws(Failure) -> (files: [FilePath], folders: Set<FilePath>) {
    var names: [FilePath] = []
    var folders: Set<FilePath> = []
    for pattern in patterns {
      let found = try pattern.filesNow(root: root)
      names += found.files
      folders.formUnion(found.folders)
      if !hasScanned, let path = pattern.literal { try checkKind(path) }
    }
    return (names, folders)
  }

  /// Errors: a name without a wildcard leads to something that cannot grow.
  private func checkKind(_ path: FilePath) throws(Failure) {
    let kind = try? FileKind.at(path.resolved(root: root))
    guard let kind = kind ?? nil, kind != .file else { return }
    let words = kind == .folder ? "a folder; '\(path.text)/*' reads its files" : "no file"
    throw Failure(.input, "cannot follow '\(path.text)': it is \(words)")
  }
}
