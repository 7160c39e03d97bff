import FileSystem
import StageKit

/// Writes files, one part after the other.
///
/// Shape: a part ends when the rotation says so, at a checkpoint, or at the end of the run.
final class PartWriter: SinkWriter, @unchecked Sendable {
  // Sendable: one thread at a time uses a writer, and nobody else has its parts.

  private let make: (Int) throws(Failure) -> Part
  private let run: SinkRun
  private let success: SuccessFile?
  private var hasFinished = false
  private var part: Part?
  /// Parts that only lack their names.
  private var sealed: [PendingFile] = []
  private var sealedRows: UInt64 = 0
  private(set) var nextPart: Int
  private var first = FirstFailure()

  /// `make` opens the part with a number. Without checkpoints the first is opened at once: what
  /// cannot be written is known before anything is read, and a run without rows leaves a file.
  init(
    _ run: SinkRun, _ success: SuccessFile? = nil,
    make: @escaping (Int) throws(Failure) -> Part
  ) throws(Failure) {
    self.run = run
    self.success = success
    self.make = make
    nextPart = run.firstPart
    if !run.isCheckpointed { part = try begin() }
  }

  var confirmed: UInt64 { sealedRows + (part?.output.confirmed ?? 0) }

  private func begin() throws(Failure) -> Part {
    let part = try make(nextPart)
    nextPart += 1
    try part.output.append(preamble: run.preamble)
    return part
  }

  func write(_ rows: UnsafeRawBufferPointer) throws(Failure) {
    try first.run { () throws(Failure) in
      try rotate()
      if part == nil { part = try begin() }
      guard let part else { return }
      part.hasRows = true
      try part.output.append(rows)
    }
  }

  func flush() throws(Failure) {
    try first.run { () throws(Failure) in
      try part?.output.flush()
      try rotate()
    }
  }

  /// Ends the part in hand when it is large or old enough.
  private func rotate() throws(Failure) {
    guard let part, part.hasRows, try part.isDue(run.rotation) else { return }
    try seal()
    if !run.isCheckpointed { try giveNames() }
  }

  /// Brings the part in hand to the disk.
  private func seal() throws(Failure) {
    guard let part else { return }
    try part.output.end()
    _ = try part.file.complete()
    sealedRows += part.output.confirmed
    sealed.append(part.file)
    self.part = nil
  }

  func prepare() throws(Failure) -> [PendingName] {
    var names: [PendingName] = []
    try first.run { () throws(Failure) in
      try seal()
      if hasFinished, let success { sealed.append(try success.make(run)) }
      for file in sealed { names.append(try file.complete()) }
      // From here on the journal knows them.
      if run.isCheckpointed { sealed.forEach { $0.keep() } }
    }
    return names
  }

  func endWell() { hasFinished = true }

  func publish() throws(Failure) { try first.run { () throws(Failure) in try giveNames() } }

  private func giveNames() throws(Failure) {
    for file in sealed { try file.publish() }
    sealed.removeAll()
  }

  func abort() {
    part?.file.discard()
    for file in sealed { file.discard() }
  }
}

/// An open file of a sink.
final class Part {
  /// Rows that are gathered before they go to the disk.
  static let bufferSize = 256 * 1024

  let file: PendingFile
  let output: any RowOutput
  var hasRows = false
  private let begun = ContinuousClock.now

  init(_ file: PendingFile, _ output: any RowOutput) {
    self.file = file
    self.output = output
  }

  func isDue(_ rotation: Rotation) throws(Failure) -> Bool {
    if let size = rotation.size, try output.hasReached(size) { return true }
    guard let every = rotation.every else { return false }
    return ContinuousClock.now - begun >= .milliseconds(every)
  }
}
