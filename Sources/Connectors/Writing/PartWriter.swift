import FileSystem
import StageKit

/// Writes files, one part after the other.
///
/// Shape: a part ends when the rotation says so, at a checkpoint, or at the end of the run.
final class PartWriter: SinkWriter, @unchecked Sendable {
  // Sendable: one thread at a time uses a writer, and nobody else has its parts.

  private let make: (Int) throws(Failure) -> Part
  private let run: SinkRun
  private var part: Part?
  private var sealed: SealedParts
  private(set) var nextPart: Int
  private var first = FirstFailure()

  /// `make` opens the part with a number. Without checkpoints the first is opened at once: what
  /// cannot be written is known before anything is read, and a run without rows leaves a file.
  init(
    _ run: SinkRun, _ success: SuccessFile? = nil,
    make: @escaping (Int) throws(Failure) -> Part
  ) throws(Failure) {
    self.run = run
    sealed = SealedParts(run, success)
    self.make = make
    nextPart = run.firstPart
    if !run.isCheckpointed { part = try begin() }
  }

  var confirmed: UInt64 { sealed.rows + (part?.output.confirmed ?? 0) }

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
    try sealed.rotated()
  }

  /// Brings the part in hand to the disk.
  private func seal() throws(Failure) {
    guard let part else { return }
    try sealed.seal(part)
    self.part = nil
  }

  func prepare() throws(Failure) -> [PendingName] {
    var names: [PendingName] = []
    try first.run { () throws(Failure) in
      try seal()
      names = try sealed.prepare()
    }
    return names
  }

  func endWell() { sealed.endWell() }

  func publish() throws(Failure) { try first.run { () throws(Failure) in try sealed.giveNames() } }

  func abort() {
    part?.file.discard()
    sealed.discard()
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
