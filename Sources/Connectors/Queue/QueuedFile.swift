import FileSystem
import StageKit

/// A file of a queue, on its way.
struct QueuedFile: ByteInput {
  /// Where it stands.
  let path: String
  let root: String
  /// The run that has it.
  let run: String
  /// Whether it came with this run.
  let isNew: Bool
  /// The last part of the path.
  let fileName: String
  /// Where it came in: what ids derive from must be the same whatever run reads it.
  let name: String

  private var file: FilePath { FilePath(Array(path.utf8)) }

  var status: FileStatus? { FileStatus(file.resolved(root: root)) }

  func open() throws(Failure) -> any ByteStream {
    do throws(SystemError) {
      return DescriptorStream(try Descriptor.open(file.resolved(root: root)), name: "'\(path)'")
    } catch {
      throw Failure(.input, "cannot open '\(path)': \(error.reason)")
    }
  }
}
