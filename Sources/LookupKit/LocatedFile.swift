/// Where a file of shipped data was found, and where it was looked for.
public struct LocatedFile: Sendable, Equatable {
  /// The first place that exists; nil when there is none.
  public let path: String?
  /// The places that were tried, in order; the last one is `path` when there is one.
  public let tried: [String]

  /// Makes a place; `path` is nil when the file was found in none of `tried`.
  public init(path: String?, tried: [String]) {
    self.path = path
    self.tried = tried
  }
}
