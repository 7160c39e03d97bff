import FileSystem
import StageKit

extension FollowedFiles {
  func admit(_ facts: FileFacts, _ found: Names, _ now: Instant) {
    guard all[facts.file] == nil, let path = found.paths[facts.file]?.first else { return }
    admit(path, now, isListed: true)
  }

  /// Takes a file that earlier runs have known; when it has other content by now, theirs has lost
  /// its file, and this one is as new as others.
  func recognize(_ facts: FileFacts, _ found: Names, _ now: Instant) {
    // What was renamed meanwhile is found by its inode.
    guard let path = found.paths[facts.file]?.first, let isKnown = isKnown(path, facts.file) else {
      return
    }
    if isKnown { return _ = admit(path, now, isListed: true) }
    for mark in past.removeValue(forKey: facts.file) ?? [] {
      abandon(mark, FileFamily(mark), wasCut: true, mayHaveMore: true, now)
    }
  }

  /// Whether a file has the content that earlier runs have known last of it; nil when the path leads
  /// to another one.
  func isKnown(_ path: FilePath, _ status: FileStatus) -> Bool? {
    guard let (descriptor, facts) = open(path), facts.file == status,
      let newest = past[status]?.newest
    else { return nil }
    return fits(newest, facts, descriptor, ContentHead.content(descriptor))
  }

  /// Whether the content of a file is the one of a mark.
  func fits(
    _ mark: InputMark, _ facts: FileFacts, _ descriptor: Descriptor, _ content: [UInt8]
  ) -> Bool {
    let isPacked = FollowedFiles.isPacked(descriptor) == true
    let head = ContentHead(mark.identity)
    // An empty file says nothing of the one that has its inode now.
    return head.length > 0 && head.begins(content) && (isPacked || facts.size >= mark.offset)
  }

  /// Takes a file that was not known; nil when it is none, or cannot be opened.
  @discardableResult
  func admit(_ path: FilePath, _ now: Instant, isListed: Bool) -> FollowedFile? {
    guard let (descriptor, facts) = open(path), all[facts.file] == nil else { return nil }
    let file = FollowedFile(facts, path: path, now: now)
    file.isListed = isListed
    file.isRotated = !isListed
    let content = ContentHead.content(descriptor)
    file.isPacked = FollowedFiles.isPacked(descriptor)
    file.generation = orphans.nextGeneration(of: file.status)
    add(file, descriptor)
    if let marks = past.removeValue(forKey: file.status) {
      takeUp(file, marks, descriptor, content, now)
    }
    if file.mark == nil, !hasScanned, isFirstRun, settings.start == .end { passOver(file, content) }
    if file.mark == nil { judge(file, now) }
    return file
  }

  func add(_ file: FollowedFile, _ descriptor: Descriptor) {
    all[file.status] = file
    families[file.family, default: []].append(file)
    hold(descriptor, file)
  }

  /// Goes on with what earlier runs have read of the file; other contents have lost theirs.
  func takeUp(
    _ file: FollowedFile, _ marks: [InputMark], _ descriptor: Descriptor, _ content: [UInt8],
    _ now: Instant
  ) {
    guard let newest = marks.newest else { return }
    file.generation = max(file.generation, newest.identity.generation + 1)
    for mark in marks {
      // Contents before the newest have left the file for good.
      if mark == newest, fits(mark, file.facts, descriptor, content) {
        file.mark = mark
        file.generation = mark.identity.generation
        file.head = ContentHead(mark.identity)
        file.packedSize = mark.isDone ? mark.identity.size : nil
        file.readEnd = mark.offset
      } else {
        // It may be another file that got the inode: the name says whose content this was.
        abandon(mark, FileFamily(mark), wasCut: true, mayHaveMore: true, now)
      }
    }
  }

  /// Whether the name says that the file was put aside: there is one that takes its place.
  func isPutAside(_ file: FollowedFile) -> Bool {
    file.family.isRotated
      && families[file.family]?.contains { !$0.family.isRotated } ?? false
  }

  /// A file that was there before the first run begins at its end.
  func passOver(_ file: FollowedFile, _ content: [UInt8]) {
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
  }

  /// Decides whether a file is new, a copy, or carries a content on.
  func judge(_ file: FollowedFile, _ now: Instant) {
    guard let isPacked = file.isPacked else { return file.phase = .settling }
    if let original = original(of: file, now) { return file.phase = .copy(of: original) }
    if let descriptor = descriptor(of: file) {
      // It may have grown since: what was emptied has been copied to its end before.
      file.facts = FileFacts(descriptor) ?? file.facts
      let content = ContentHead.content(descriptor)
      if file.family.isRotated, let mark = orphans.adopt(file, content) {
        return carryOn(file, mark, content)
      }
    }
    file.phase = isPacked && !file.isQuiet(settings.rotateWait, now) ? .settling : .open
  }

  func carryOn(_ file: FollowedFile, _ mark: InputMark, _ content: [UInt8]) {
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
}

extension [InputMark] {
  /// The mark of the content that a file had last.
  fileprivate var newest: InputMark? {
    self.max { $0.identity.generation < $1.identity.generation }
  }
}
