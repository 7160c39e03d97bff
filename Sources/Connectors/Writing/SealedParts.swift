import FileSystem
import StageKit

/// Parts that are on the disk and only lack their names.
struct SealedParts {
  private let run: SinkRun
  private let success: SuccessFile?
  private var files: [PendingFile] = []
  /// Files without a row, which take nobody's place unless the run has ended well.
  private var emptyFiles: [PendingFile] = []
  private var hasFinished = false
  /// Rows of all parts that were sealed.
  private(set) var rows: UInt64 = 0

  init(_ run: SinkRun, _ success: SuccessFile?) {
    self.run = run
    self.success = success
  }

  /// Brings a part to the disk.
  mutating func seal(_ part: Part) throws(Failure) {
    try part.output.end()
    _ = try part.file.complete()
    rows += part.output.confirmed
    guard part.hasRows || !part.file.replaces else { return emptyFiles.append(part.file) }
    files.append(part.file)
  }

  /// Gives names at once, unless a checkpoint is to give them.
  mutating func rotated() throws(Failure) {
    if !run.isCheckpointed { try giveNames() }
  }

  /// The names that are to be given.
  mutating func prepare() throws(Failure) -> [PendingName] {
    if hasFinished {
      files += emptyFiles
      emptyFiles.removeAll()
      if let success { files.append(try success.make(run)) }
    }
    var names: [PendingName] = []
    for file in files { names.append(try file.complete()) }
    // From here on the journal knows them.
    if run.isCheckpointed { files.forEach { $0.keep() } }
    return names
  }

  /// The run has ended well: the last file says so.
  mutating func endWell() { hasFinished = true }

  mutating func giveNames() throws(Failure) {
    for file in files { try file.publish() }
    files.removeAll()
  }

  func discard() { for file in files + emptyFiles { file.discard() } }
}
