/// How far an input was read: what a run that goes on later must know.
public struct InputMark: Sendable, Equatable {
  /// As messages name the input.
  public var name: String
  public var identity: InputIdentity
  /// Bytes of the unpacked content, up to the end of a line.
  public var offset: UInt64
  /// The number of the line that comes next, from 1.
  public var line: UInt64
  /// Whether the input was read to its end; it may have grown since.
  public var isDone: Bool

  /// Makes a mark; `offset` is in bytes of the unpacked content, `line` counts from 1.
  public init(
    name: String, identity: InputIdentity, offset: UInt64 = 0, line: UInt64 = 1,
    isDone: Bool = false
  ) {
    self.name = name
    self.identity = identity
    self.offset = offset
    self.line = line
    self.isDone = isDone
  }
}

/// What tells a file from others, whatever its name is by now.
///
/// Shape: inodes are used again for other files, therefore the beginning of the content stands
/// beside it.
public struct InputIdentity: Sendable, Hashable {
  /// Bytes of the content that are compared at most.
  public static let headSize = 1024

  /// The number of the file system that the file is on.
  public var device: UInt64
  /// The number of the file on its file system.
  public var inode: UInt64
  /// How often the content of this inode was begun anew: by emptying the file, or because another
  /// file got the number.
  public var generation: UInt64 = 0
  /// The size of the file in bytes, packed as it may be, when it was looked at.
  public var size: UInt64
  /// How many bytes of the unpacked content `headDigest` is about, `headSize` at most.
  public var headLength: Int
  /// The first 16 hexadecimal digits of the SHA-256 of these bytes.
  public var headDigest: String

  /// Makes an identity; `size` is in bytes, `headDigest` is of the first `headLength` ones.
  public init(
    device: UInt64, inode: UInt64, size: UInt64, headLength: Int, headDigest: String
  ) {
    self.device = device
    self.inode = inode
    self.size = size
    self.headLength = headLength
    self.headDigest = headDigest
  }
}
