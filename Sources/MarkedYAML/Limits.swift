/// How large a YAML file may be before it is refused.
public struct Limits: Sendable {
  /// The longest file in bytes.
  public var bytes: Int

  /// The deepest nesting of lists and maps, aliases included.
  public var depth: Int

  /// The largest number of nodes as written.
  public var nodes: Int

  /// The largest number of nodes that aliases add, counted as if they were written out.
  public var aliasNodes: Int

  /// Makes limits from their numbers.
  public init(bytes: Int, depth: Int, nodes: Int, aliasNodes: Int) {
    self.bytes = bytes
    self.depth = depth
    self.nodes = nodes
    self.aliasNodes = aliasNodes
  }

  /// For files that people write: far above any real pipeline, and checked in milliseconds.
  public static let pipeline = Limits(
    bytes: 1 << 20, depth: 64, nodes: 100_000, aliasNodes: 10_000)

  /// For lookup files, such as regexes or a referer database of several megabytes.
  public static let data = Limits(
    bytes: 64 << 20, depth: 64, nodes: 2_000_000, aliasNodes: 100_000)

  /// After so many findings reading stops: nobody reads more, and each holds text.
  static let findings = 100
}
