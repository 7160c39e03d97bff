/// What a version of a lookup says about itself, for logs, `list` and the age of the data.
public struct LookupDescription: Sendable, Equatable {
  /// The kind of data, as its maker calls it: `GeoLite2-City`.
  public let type: String
  /// When the data was made, in seconds since 1970; nil when it does not say.
  public let buildDate: Int64?
  /// How many entries it holds, in the unit that is cheap to know: for a MaxMind database the nodes
  /// of its search tree.
  public let entryCount: Int?
  /// The memory that this version takes, in bytes.
  public let byteCount: Int
  private let lateChecksum: Late<String>?

  /// Makes a description; `buildDate` is in seconds since 1970, `byteCount` the memory in use.
  public init(
    type: String, buildDate: Int64?, entryCount: Int?, byteCount: Int, checksum: String? = nil
  ) {
    self.init(
      type: type, buildDate: buildDate, entryCount: entryCount, byteCount: byteCount,
      late: checksum.map { Late($0) })
  }

  init(
    type: String, buildDate: Int64?, entryCount: Int?, byteCount: Int, late: Late<String>?
  ) {
    self.type = type
    self.buildDate = buildDate
    self.entryCount = entryCount
    self.byteCount = byteCount
    lateChecksum = late
  }

  /// The SHA-256 of the file that it was read from, 64 hexadecimal digits; nil when there is none.
  ///
  /// Cost: made when it is first asked for: 30 ms for a GeoLite2-City of 57 MB.
  public var checksum: String? { lateChecksum?.value }
}
