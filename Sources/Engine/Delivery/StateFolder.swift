import FileSystem
import StageKit

/// The folder of a checkpoint: one run at a time has it.
///
/// Shape: `lock` is held while a run lives; `state` is what is committed; `journal` is the same for
/// an epoch whose files are complete and only lack their names; `parts` lists the hidden files that
/// were begun since; `starts` counts starts without a checkpoint. All of them are text.
final class StateFolder: @unchecked Sendable {
  // Sendable: who opens it gives it to the writer's thread, and takes it back when that has ended.

  /// Largest state that is read: `mostMarks` inputs of several sources.
  private static let sizeLimit = 256 * 1024 * 1024

  private let path: String
  private let shown: String
  private let lock: FolderLock
  private let parts: PartLog

  /// Takes the folder; makes it when it is not there.
  ///
  /// Errors: another run has it; it cannot be made or written.
  init(_ path: String) throws(Failure) {
    self.path = path.hasSuffix("/") ? path : path + "/"
    let shown = path
    self.shown = shown
    let folder = self.path
    let lock: FolderLock?
    do throws(SystemError) {
      try Folder.make(folder)
      lock = try FolderLock(folder + "lock")
      parts = try PartLog(folder + "parts")
    } catch {
      throw Failure(.sink, "cannot use the checkpoint '\(shown)': \(error.reason)")
    }
    guard let lock else {
      throw Failure(.sink, "the checkpoint '\(shown)' is in use by another run")
    }
    self.lock = lock
  }

  /// What is committed, after what a run that was killed had begun is finished or removed.
  ///
  /// Errors: the state is damaged; a file cannot get its name.
  func recover() throws(Failure) -> RunState {
    if var prepared = try read("journal") {
      try giveNames(prepared)
      prepared.names = []
      try commit(prepared)
    }
    try doing { () throws(SystemError) in try parts.removeAll() }
    return try read("state") ?? RunState()
  }

  /// Keeps what a checkpoint is going to be: from here on it happens, whatever is killed.
  func prepare(_ state: RunState) throws(Failure) {
    try doing { () throws(SystemError) in
      try DurableFile.write(StateText.write(state), to: path + "journal")
    }
    Failpoint.pass("journal-written")
  }

  /// All names are given.
  func commit(_ state: RunState) throws(Failure) {
    Failpoint.pass("names-given")
    var state = state
    state.names = []
    try doing { () throws(SystemError) in
      try DurableFile.write(StateText.write(state), to: path + "state")
      Failpoint.pass("state-written")
      try DurableFile.remove(path + "journal")
      try parts.clear()
    }
    Failpoint.pass("committed")
  }

  private func giveNames(_ state: RunState) throws(Failure) {
    for name in state.names {
      do throws(SystemError) { try name.give() } catch {
        throw Failure(
          .sink,
          "cannot finish the checkpoint '\(shown)': '\(name.target.shown)': \(error.reason)")
      }
    }
  }

  /// Notes a hidden file that is going to be made.
  func willMake(_ hidden: String) throws(Failure) {
    try doing { () throws(SystemError) in try parts.note(hidden) }
  }

  // MARK: starts

  /// How many runs in a row, this one among them, have begun without coming to a checkpoint.
  func countStart(after epoch: UInt64) throws(Failure) -> Int {
    var starts = 1
    try doing { () throws(SystemError) in
      let text = try DurableFile.read(path + "starts", limit: 1024)
      let words = String(decoding: text ?? [], as: UTF8.self).split(separator: " ")
      if words.count == 2, UInt64(words[0]) == epoch { starts += Int(words[1]) ?? 0 }
      try DurableFile.write(Array("\(epoch) \(starts)".utf8), to: path + "starts")
    }
    return starts
  }

  /// The run ends in an orderly way: nothing has killed it.
  func forgetStarts() {
    try? DurableFile.remove(path + "starts")
    try? DurableFile.remove(path + "alone")
  }

  /// Notes the record that is read alone now: not brought to the disk, for what is looked for kills
  /// the program, not the machine.
  func noteAlone(_ text: String) {
    if alone == nil { alone = try? OpenNote(path + "alone") }
    alone?.write(text)
  }

  /// What a run that was killed had noted.
  func lastAlone() -> String? {
    let bytes = try? DurableFile.read(path + "alone", limit: 4096)
    return bytes.flatMap { $0 }.map { String(decoding: $0, as: UTF8.self) }
  }

  private var alone: OpenNote?

  // MARK: files

  private func read(_ name: String) throws(Failure) -> RunState? {
    var bytes: [UInt8]?
    try doing { () throws(SystemError) in
      bytes = try DurableFile.read(path + name, limit: StateFolder.sizeLimit)
    }
    guard let bytes else { return nil }
    guard let state = StateText.read(bytes) else {
      throw Failure(
        .sink,
        "the checkpoint '\(shown)' is damaged: '\(name)' is no whole state; without the folder the run begins anew"
      )
    }
    return state
  }

  private func doing(_ step: () throws(SystemError) -> Void) throws(Failure) {
    do throws(SystemError) { try step() } catch {
      throw Failure(.sink, "cannot write the checkpoint '\(shown)': \(error.reason)")
    }
  }
}
