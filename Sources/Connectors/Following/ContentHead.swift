import FileSystem
import StageKit

/// How a content begins, unpacked: what is told from others by.
struct ContentHead: Hashable, Sendable {
  /// In bytes, `InputIdentity.headSize` at most.
  var length = 0
  var digest = ""

  init() {}

  init(_ bytes: [UInt8]) {
    length = bytes.count
    digest = bytes.isEmpty ? "" : FileHead.digest(bytes)
  }

  init(_ identity: InputIdentity) {
    length = identity.headLength
    digest = identity.headDigest
  }

  /// Whether a content begins so; one of which nothing is known never differs.
  func begins(_ content: [UInt8]) -> Bool {
    guard length > 0 else { return true }
    return content.count >= length && FileHead.digest(Array(content.prefix(length))) == digest
  }

  /// The first bytes of an open file's content.
  static func content(_ descriptor: Descriptor) -> [UInt8] {
    FileHead.content(descriptor, name: "", count: InputIdentity.headSize)
  }
}
