import StageKit

/// A path under a host that has an entry of its own.
struct RefererPath: BitwiseCopyable {
  /// The number of the host.
  let host: Int
  /// Begins with a slash.
  let path: Bytes
  let entry: Int32
}
