import StageKit

/// What the numbers of a pipeline file may be.
enum Limits {
  /// A thousand blocks of work and more gain nothing from more threads than cores have today.
  static let workers = OptionType.integer(1...256)
  /// Two blocks for each of four threads.
  static let memory = OptionType.size(8_000_000...Int.max)
  /// Lengths in slots have 32 bits, and escaping makes six bytes of one.
  static let maxRecord = OptionType.size(1...268_435_456)
  /// A file each: beyond what systems usually let a process open, by far.
  static let maxOpen = OptionType.integer(1...65_536)
  static let usualMaxOpen = 64

  /// Longer pauses are a schedule, which is not the program's business.
  private static let day = 86_400_000
  static let flush = OptionType.duration(1...60_000)
  static let checkpointEvery = OptionType.duration(10...day)
  static let checkpointSize = OptionType.size(1000...Int.max)
  static let shutdownTimeout = OptionType.duration(0...day)
  static let retryTimes = OptionType.integer(0...1_000_000)
  static let retryWait = OptionType.duration(1...day)
  static let batchEvents = OptionType.integer(1...1_000_000)
  static let batchSize = OptionType.size(1...1_073_741_824)
  static let batchWait = OptionType.duration(0...day)
  static let rotateSize = OptionType.size(1000...Int.max)
  static let rotateEvery = OptionType.duration(10...(366 * day))
  /// What a look at a file costs is nothing; a database that changes ten times a second is none.
  static let lookupRefresh = OptionType.duration(100...(366 * day))
  static let lookupMaxAge = OptionType.duration(1000...(36_600 * day))
  /// Up to what databases of addresses can be.
  static let downloadSize = OptionType.size(1...4_294_967_296)
  static let downloadTimeout = OptionType.duration(1...day)
}
