/// What a download takes at most, beside what the pipeline file says.
enum DownloadLimits {
  /// Shorteners and mirrors take one or two.
  static let redirects = 5
  /// A handshake over a slow line takes two.
  static let connectMilliseconds = 15_000
  /// How long nothing may come.
  static let stallSeconds = 30
  /// Of a file with a checksum: a line, often with others.
  static let checksumFileBytes = 64 * 1024
  /// A header line that is kept: entity tags have some dozen bytes.
  static let markBytes = 1024
  /// Archives of databases hold five files.
  static let archiveMembers = 10_000
  /// A name in an archive; Linux has no longer paths.
  static let memberNameBytes = 4096
  /// Of what the cache notes of a version.
  static let noteBytes = 64 * 1024
  /// What a killed process left behind is removed after as long: no download takes a day.
  static let leftoverMilliseconds: Int64 = 86_400_000
}
