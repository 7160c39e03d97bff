import FileSystem
import StageKit

/// A file that has grown, as the reader of a run opens it.
struct FollowedInput: ByteInput, @unchecked Sendable {
  // Sendable: the feed and what it gives belong to one thread, the reader of the run.

  let file: FollowedFile
  let descriptor: Descriptor

  var name: String { file.path.text }

  func open() throws(Failure) -> any ByteStream {
    if file.isPacked == true { return PackedStream(file, descriptor) }
    return GrowingStream(file, descriptor)
  }
}

/// A packed file that is followed.
private final class PackedStream: ByteStream {
  private let inner: DescriptorStream
  /// Held as long as it is read.
  private let descriptor: Descriptor
  let identity: InputIdentity?

  init(_ file: FollowedFile, _ descriptor: Descriptor) {
    self.descriptor = descriptor
    _ = descriptor.seek(to: 0)
    let borrowed = Descriptor(descriptor.number, isOwned: false)
    inner = DescriptorStream(borrowed, name: "'\(file.path.text)'")
    var identity = FileHead.identity(descriptor, name: file.path.text)
    identity?.generation = file.generation
    self.identity = identity
  }

  func read(into room: UnsafeMutableRawBufferPointer) throws(Failure) -> Int {
    try inner.read(into: room)
  }

  func wait(milliseconds: Int) -> Bool { true }
  var letsWait: Bool { false }
  func close() { inner.close() }
  func isContinued(from mark: InputMark) -> Bool { true }
}
