/// What following takes at most, and how often it looks.
enum FollowLimits {
  /// Files of one source: as many as a checkpoint remembers.
  static let mostFiles = 100_000
  /// Files that are held open, so that deleting and renaming loses nothing of them: half of the
  /// 1,024 descriptors that a process usually may have.
  static let mostOpen = 512
  /// Folders that the kernel watches: half of the 8,192 that a user has at least. The others are
  /// looked at like folders of other machines.
  static let mostWatches = 4096
  /// What is read of a file before others have their turn, in bytes.
  static let turnSize: UInt64 = 16 * 1024 * 1024
  /// So much is read at once, whatever was said of lines that wait for others.
  static let largePiece: UInt64 = 1024 * 1024
  /// How often all names are looked at; the kernel tells of them earlier where it can.
  static let scanTime = Duration.seconds(1)
  /// Names that come and go in a burst are looked at together.
  static let burstTime = Duration.milliseconds(20)
  /// Looking at names takes a tenth of the time at most.
  static let scanShare = 10
  /// How often open files are looked at.
  static let lookTime = Duration.milliseconds(250)
  /// How long a file is held that has lost its name and is silent: who still writes to it has a
  /// log under another name by then.
  static let lostTime = Duration.seconds(600)
  /// How long a content without a file is remembered; what carries it on is there at once.
  static let orphanTime = Duration.seconds(600)
}
