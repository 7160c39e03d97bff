import FileSystem
import StageKit

/// Takes files from a folder, and moves them on as they become safe.
///
/// Shape: what stands in `processing` belongs to a run that has not ended; moving is renaming, so
/// that a file is always in one place, and known by its inode.
final class QueueFeed: InputFeed {
  private let folders: QueueFolders
  private let root: String
  private let run: SourceRun
  /// One run at a time.
  private let lock: FolderLock
  /// Whether all files of this run are known.
  private var hasBegun = false
  private var inputs: ArraySlice<QueuedFile> = []
  /// What was read and is not safe yet.
  private var waiting: [FileStatus: QueuedFile] = [:]
  private let past: [FileStatus: [InputMark]]

  /// Errors: another run has the queue; a folder cannot be made or listed; files cannot be moved.
  init(_ folders: QueueFolders, root: String, _ run: SourceRun) throws(Failure) {
    self.folders = folders
    self.root = root
    self.run = run
    past = Dictionary(grouping: run.past) {
      FileStatus(device: $0.identity.device, inode: $0.identity.inode)
    }
    for folder in [folders.inbox, folders.processing, folders.archive] {
      try QueueFeed.make(folder, root)
    }
    lock = try QueueFeed.take(folders.processing, root)
    inputs = try (leftOvers() + arrivals())[...]
    hasBegun = true
    if inputs.isEmpty { finish(run.id) }
  }

  private static func make(_ folder: String, _ root: String) throws(Failure) {
    do throws(SystemError) { try Folder.make(TargetPath(folder, root: root).resolved) } catch {
      throw Failure(.input, "cannot make the folder '\(folder)': \(error.reason)")
    }
  }

  private static func take(_ folder: String, _ root: String) throws(Failure) -> FolderLock {
    let lock: FolderLock?
    do throws(SystemError) {
      lock = try FolderLock(TargetPath(folder + ".lock", root: root).resolved)
    } catch { throw Failure(.input, "cannot use the queue '\(folder)': \(error.reason)") }
    guard let lock else {
      throw Failure(.input, "the queue '\(folder)' is in use by another run")
    }
    return lock
  }

  // MARK: reading

  func next(milliseconds: Int) -> FeedStep {
    guard let file = inputs.popFirst() else { return .over }
    if let status = file.status { waiting[status] = file }
    // What has just come was read by nobody, whatever had its inode before.
    let marks = file.isNew ? [] : file.status.flatMap { past[$0] } ?? []
    return .read(FeedInput(file, past: marks))
  }

  func committed(_ marks: [InputMark]) {
    for mark in marks where mark.isDone {
      let status = FileStatus(device: mark.identity.device, inode: mark.identity.inode)
      guard let file = waiting.removeValue(forKey: status) else { continue }
      archive(file)
    }
  }

  /// Moves a file on; one that cannot be moved stays, and is moved by the next run.
  private func archive(_ file: QueuedFile) {
    let target = "\(folders.archive)run=\(file.run)/"
    guard (try? QueueFeed.make(target, root)) != nil,
      (try? move(file.path, to: target + file.fileName)) != nil
    else { return }
    finish(file.run)
  }

  /// Says that all files of a run are safe, when nothing of it is left.
  private func finish(_ run: String) {
    let own = TargetPath("\(folders.processing)run=\(run)/", root: root).resolved
    let theirs = TargetPath("\(folders.archive)run=\(run)/", root: root).resolved
    guard run != self.run.id || hasBegun else { return }
    guard let left = try? names(in: "\(folders.processing)run=\(run)/"), left.isEmpty else {
      return
    }
    guard (try? DurableFile.write([], to: theirs + "_SUCCESS", mode: 0o644)) != nil else { return }
    Folder.removeEmpty(own)
  }

  // MARK: finding

  /// What runs have left: what is safe is moved on, the rest is read by this one.
  private func leftOvers() throws(Failure) -> [QueuedFile] {
    var files: [QueuedFile] = []
    for folder in try names(in: folders.processing) where folder.hasPrefix("run=") {
      let run = String(folder.dropFirst("run=".count))
      for name in try names(in: "\(folders.processing)\(folder)/") {
        let file = queued(name, run)
        if isSafe(file) {
          archive(file)
        } else {
          files.append(try adopt(file))
        }
      }
      if run != self.run.id { finishEmpty(run) }
    }
    return files
  }

  /// Ends a folder in which nothing is left: a run was killed behind its last file, or this one has
  /// taken all that it had.
  private func finishEmpty(_ run: String) {
    let archive = TargetPath("\(folders.archive)run=\(run)/", root: root).resolved
    if FileStatus(archive) != nil { return finish(run) }
    Folder.removeEmpty(TargetPath("\(folders.processing)run=\(run)/", root: root).resolved)
  }

  /// Whether an earlier run has brought all that came of a file under final names.
  private func isSafe(_ file: QueuedFile) -> Bool {
    guard let status = file.status, let marks = past[status] else { return false }
    guard let stream = try? file.open() else { return false }
    defer { stream.close() }
    return marks.contains {
      $0.isDone && stream.isContinued(from: $0) && stream.identity?.size == $0.identity.size
    }
  }

  /// A file of another run becomes one of this run, as its events do.
  private func adopt(_ file: QueuedFile) throws(Failure) -> QueuedFile {
    guard file.run != run.id else { return file }
    return try bring(file.path, name: file.fileName)
  }

  /// Moves all files of the folder `in` to those of this run.
  private func arrivals() throws(Failure) -> [QueuedFile] {
    var files: [QueuedFile] = []
    for name in try names(in: folders.inbox) {
      files.append(try bring(folders.inbox + name, name: name, isNew: true))
    }
    return files
  }

  private func bring(
    _ path: String, name: String, isNew: Bool = false
  ) throws(Failure) -> QueuedFile {
    let folder = "\(folders.processing)run=\(run.id)/"
    try QueueFeed.make(folder, root)
    let target = try move(path, to: folder + name)
    return queued(String(target.name), run.id, isNew: isNew)
  }

  private func queued(_ name: String, _ run: String, isNew: Bool = false) -> QueuedFile {
    QueuedFile(
      path: "\(folders.processing)run=\(run)/\(name)", root: root, run: run, isNew: isNew,
      fileName: name, name: folders.inbox + name)
  }

  /// The files and folders that stand in a folder, by the bytes of their names.
  private func names(in folder: String) throws(Failure) -> [String] {
    let path = FilePath(Array(folder.utf8))
    let entries: [FolderEntry]
    do throws(SystemError) { entries = try FolderEntry.list(path.resolved(root: root)) } catch {
      throw Failure(.input, "cannot list the folder '\(folder)': \(error.reason)")
    }
    return entries.filter { !$0.isHidden && $0.bytes.first != UInt8(ascii: "_") }
      .compactMap { String(validating: $0.bytes, as: UTF8.self) }
      .filter { isWanted(folder + $0) }
      .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// Folders in `in` are none of ours; those of runs are.
  private func isWanted(_ path: String) -> Bool {
    let kind = try? FileKind.at(FilePath(Array(path.utf8)).resolved(root: root))
    return kind == .file || kind == .folder && path.hasPrefix(folders.processing)
  }

  /// Renames a file; a name that is taken gets a number.
  @discardableResult
  private func move(_ old: String, to new: String) throws(Failure) -> TargetPath {
    let source = TargetPath(old, root: root)
    let wanted = TargetPath(new, root: root)
    for number in 1...PendingName.mostTries {
      let target = wanted.numbered(number)
      do throws(SystemError) {
        if try FileNaming.move(source.resolved, target.resolved) { return target }
      } catch {
        throw Failure(.input, "cannot move '\(old)' to '\(target.shown)': \(words(error))")
      }
    }
    throw Failure(.input, "cannot move '\(old)': too many files have the name '\(new)'")
  }

  private func words(_ error: SystemError) -> String {
    guard error.isOtherFileSystem else { return error.reason }
    return "it is another file system; the folders of a queue belong to one"
  }
}
