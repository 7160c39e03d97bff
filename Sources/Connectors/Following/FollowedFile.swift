import FileSystem
import StageKit

/// A file that is followed, and how far.
final class FollowedFile {
  typealias Instant = ContinuousClock.Instant

  /// What is done with the file.
  enum Phase {
    /// It is read when it grows.
    case open
    /// A packed file that is perhaps still being written.
    case settling
    /// It begins as another file does that is still there: it is that one's copy, perhaps.
    case copy(of: FollowedFile)
  }

  let status: FileStatus
  /// Where it was seen last.
  var path: FilePath
  var family: FileFamily
  /// Held open, so that it can be read when it has no name any more.
  var descriptor: Descriptor?
  var phase = Phase.open
  /// How often its content was begun anew.
  var generation: UInt64 = 0
  /// How far the content was read; nil: nothing of it.
  var mark: InputMark?
  /// How it begins, as far as that was seen.
  var head = ContentHead()
  /// Nil while it is too short to tell.
  var isPacked: Bool?
  /// As it was when it was looked at last.
  var facts: FileFacts
  var lastChange: Instant
  var lastRead: Instant?
  /// Whether it has a name that the patterns give.
  var isListed = true
  /// Whether it was put aside: nobody is to write to it for long any more.
  var isRotated = false
  /// Whether it stands in line to be read.
  var isQueued = false
  /// Whether its mark is to be kept, though nothing be read.
  var mustNote = false
  /// Whether it is no copy of what it begins like.
  var isIndependent = false

  // What the stream that reads it says.
  /// Up to where bytes were read: a piece of a line may be among them.
  var readEnd: UInt64 = 0
  /// Whether its turn was over before its end.
  var hasMore = false
  /// Whether it was emptied while it was read.
  var wasCut = false
  /// Whether a line is longer than a turn.
  var hasLongLine = false
  /// The size at which a packed file was read.
  var packedSize: UInt64?

  init(_ facts: FileFacts, path: FilePath, now: Instant) {
    status = facts.file
    self.facts = facts
    self.path = path
    family = FileFamily(path)
    lastChange = now - facts.age
  }

  var offset: UInt64 { mark?.offset ?? 0 }

  /// Takes the names that lead to it by now.
  func take(_ names: [FilePath]?, _ now: Instant) {
    if names == nil, isListed { lastChange = now }
    isListed = names != nil
    guard let names, !names.contains(path) else { return }
    path = names[0]
    family = FileFamily(path)
    isRotated = true
    lastChange = now
  }

  /// Whether nothing has happened to it for a while.
  func isQuiet(_ time: Duration, _ now: Instant) -> Bool { lastChange + time <= now }

  /// Whether its name leads to it no more.
  var isGone: Bool { facts.links == 0 || !isListed }

  /// Whether there are bytes that were not read, be they a piece of a line only.
  var hasUnread: Bool {
    isPacked == true ? packedSize != facts.size : facts.size > readEnd || mustNote
  }

  /// Whether the last piece of a line is a record by now: nobody will end it.
  func isLastPieceDue(_ wait: Duration, _ now: Instant) -> Bool {
    guard isPacked == false, isRotated || isGone, isQuiet(wait, now) else { return false }
    return facts.size > offset && readEnd == facts.size
  }

  /// Forgets the content: another one has come into its place.
  func beginAnew() {
    generation += 1
    mark = nil
    head = ContentHead()
    isPacked = nil
    readEnd = 0
    hasLongLine = false
    packedSize = nil
    isRotated = family.isRotated
    isIndependent = false
    phase = .open
  }
}
