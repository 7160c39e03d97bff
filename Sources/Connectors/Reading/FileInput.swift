import FileSystem
import StageKit

/// One file of a source.
struct FileInput: ByteInput {
  let path: FilePath
  let root: String

  var name: String { path.text }

  /// What the name leads to; nil when there is nothing.
  var status: FileStatus? { FileStatus(path.resolved(root: root)) }

  func open() throws(Failure) -> any ByteStream {
    let descriptor: Descriptor
    do throws(SystemError) {
      descriptor = try Descriptor.open(path.resolved(root: root))
    } catch {
      throw Failure(.input, "cannot open '\(name)': \(error.reason)")
    }
    guard descriptor.kind != .folder else {
      throw Failure(.input, "cannot open '\(name)': it is a folder; '\(star)' reads its files")
    }
    return DescriptorStream(descriptor, name: "'\(name)'")
  }

  private var star: String { name.hasSuffix("/") ? name + "*" : name + "/*" }
}
