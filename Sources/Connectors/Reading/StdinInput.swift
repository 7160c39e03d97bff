import FileSystem
import StageKit

/// The standard input.
struct StdinInput: ByteInput {
  private let descriptor: Int32
  /// Asked for early: later another file may have got the number of a closed input.
  private let isThere: Bool

  init(descriptor: Int32) {
    self.descriptor = descriptor
    isThere = Descriptor.isOpen(descriptor)
  }

  var name: String { "stdin" }

  func open() throws(Failure) -> any ByteStream {
    guard isThere else { throw Failure(.input, "cannot read stdin: it is closed") }
    return DescriptorStream(Descriptor(descriptor, isOwned: false), name: name)
  }
}
