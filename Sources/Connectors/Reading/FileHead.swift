import Digests
import FileSystem
import Packing
import StageKit

/// The beginning of a file's content, which tells it from others that get its name or inode later.
enum FileHead {
  /// What a file is known by; nil when it cannot be read.
  static func identity(_ descriptor: Descriptor, name: String) -> InputIdentity? {
    guard let (file, size) = FileStatus.of(descriptor) else { return nil }
    let head = content(descriptor, name: name, count: InputIdentity.headSize)
    return InputIdentity(
      device: file.device, inode: file.inode, size: size, headLength: head.count,
      headDigest: digest(head))
  }

  /// Whether a file is the one of a mark, longer perhaps: the same inode and the same beginning,
  /// and not shorter than what was read of it.
  static func matches(_ descriptor: Descriptor, name: String, _ mark: InputMark) -> Bool {
    guard let (file, size) = FileStatus.of(descriptor),
      file.device == mark.identity.device, file.inode == mark.identity.inode
    else { return false }
    return hasContent(descriptor, name: name, size: size, of: mark)
  }

  /// Whether the content begins like that of a mark.
  static func hasContent(
    _ descriptor: Descriptor, name: String, size: UInt64, of mark: InputMark
  ) -> Bool {
    let length = mark.identity.headLength
    let head = content(descriptor, name: name, count: length)
    guard head.count == length, digest(head) == mark.identity.headDigest else { return false }
    return size >= mark.offset || format(of: descriptor) != nil
  }

  /// The first bytes as they stand in the file; the place of reading stays where it is.
  static func start(of descriptor: Descriptor, count: Int) -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: count)
    guard let got = bytes.withUnsafeMutableBytes({ descriptor.peek(into: $0, at: 0) }) else {
      return nil
    }
    return Array(bytes[..<got])
  }

  /// How a file is packed; nil when it is not.
  static func format(of descriptor: Descriptor) -> PackedFormat? {
    guard let start = start(of: descriptor, count: PackedFormat.markSize),
      case .packed(let format) = PackedFormat.recognize(start)
    else { return nil }
    return format
  }

  /// Bytes of a packed file from which its first content is unpacked. Of zstd nothing comes before a
  /// whole block is there, and a block has 128 KiB at most.
  private static func packedSize(_ format: PackedFormat) -> Int {
    switch format {
    case .gzip: 16 * 1024
    case .zstd: 136 * 1024
    }
  }

  /// The first bytes of the content, unpacked; fewer when there are no more, or they are damaged.
  static func content(_ descriptor: Descriptor, name: String, count: Int) -> [UInt8] {
    guard let format = format(of: descriptor), let unpacker = format.makeUnpacker() else {
      return start(of: descriptor, count: count) ?? []
    }
    let bytes = start(of: descriptor, count: packedSize(format)) ?? []
    var head = [UInt8](repeating: 0, count: count)
    let made = head.withUnsafeMutableBytes { room in
      bytes.withUnsafeBytes { FileHead.unpack($0, into: room, unpacker) }
    }
    return Array(head[..<made])
  }

  /// Unpacks one frame behind the other until there is something: the first one may be empty.
  private static func unpack(
    _ bytes: UnsafeRawBufferPointer, into room: UnsafeMutableRawBufferPointer,
    _ unpacker: any Unpacker
  ) -> Int {
    var rest = bytes
    while !rest.isEmpty {
      let step = unpacker.unpack(rest, into: room)
      guard step.made == 0, step.outcome == .end else { return step.made }
      rest = UnsafeRawBufferPointer(rebasing: rest[step.used...])
      unpacker.reset()
    }
    return 0
  }

  static func digest(_ bytes: [UInt8]) -> String {
    var hash = SHA256()
    bytes.withUnsafeBytes { hash.add($0) }
    return String(hash.finish().hex.prefix(16))
  }
}
