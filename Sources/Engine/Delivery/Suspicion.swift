import StageKit

/// Finds the record that kills the program: what the runs before had in hand is read record by
/// record, each noted before it is read.
///
/// Shape: a record that was the last one noted `mostDeaths` times is not read any more: it goes to
/// the failed sinks as it came.
final class Suspicion {
  /// Runs in a row that may end without a checkpoint before anything is suspected.
  static let mostStarts = 3
  /// How often a record may be the last one: a kill from outside hits the same one hardly twice.
  static let mostDeaths = 3

  private let folder: StateFolder
  /// The record that was noted last, and how often.
  private let suspect: (record: String, deaths: Int)?
  /// What the runs before can have had in hand, in bytes.
  private var bytesLeft: Int

  init(_ folder: StateFolder, bytes: Int) {
    self.folder = folder
    bytesLeft = bytes
    let words = folder.lastAlone()?.split(whereSeparator: \.isWhitespace) ?? []
    suspect = words.count == 2 ? Int(words[1]).map { (String(words[0]), $0) } : nil
  }

  /// Whether all that can be the cause was passed.
  var isOver: Bool { bytesLeft <= 0 }

  /// Notes a record; true when it has killed too often.
  func mustNotRun(_ mark: InputMark, source: Int) -> Bool {
    let file = mark.identity
    let record = "\(source)/\(file.device)/\(file.inode)/\(mark.offset)"
    let deaths = suspect?.record == record ? suspect?.deaths ?? 0 : 0
    guard deaths < Suspicion.mostDeaths else { return true }
    folder.noteAlone("\(record) \(deaths + 1)")
    return false
  }

  /// Hears of bytes that were read without harm.
  func passed(bytes: Int) { bytesLeft -= bytes }

  var failure: Failure {
    Failure(.poison, "the program was killed each time that it read this record")
  }
}
