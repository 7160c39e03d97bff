import FileSystem
import StageKit

/// Targets that are no files: devices, named pipes, descriptors that are open already.
enum DirectTarget {
  /// Opens the target when it is one; nil for files.
  static func open(_ target: TargetPath) throws(Failure) -> Descriptor? {
    let path = FilePath(Array(target.resolved.utf8)).resolved(root: "")
    let kind: FileKind?
    do throws(SystemError) {
      if let number = descriptor(target.resolved) { return try Descriptor.duplicate(number) }
      kind = try FileKind.at(path)
      if kind == .stream { return try Descriptor.open(path, writing: true) }
    } catch {
      throw Failure(.sink, "cannot open '\(target.shown)': \(error.reason)")
    }
    guard let kind, kind != .file else { return nil }
    let words = kind == .folder ? "a folder" : "neither a file nor a pipe"
    throw Failure(.sink, "cannot write '\(target.shown)': it is \(words)")
  }

  /// Refuses what is there already and no file.
  static func refuse(_ target: TargetPath) throws(Failure) {
    let kind: FileKind?
    do throws(SystemError) {
      kind = try FileKind.at(FilePath(Array(target.resolved.utf8)).resolved(root: ""))
    } catch {
      throw Failure(.sink, "cannot open '\(target.shown)': \(error.reason)")
    }
    guard let kind, kind != .file else { return }
    throw Failure(.sink, "cannot write '\(target.shown)': it is no file")
  }

  /// The open descriptor that a path means. Opening such a path anew would write from the
  /// beginning of what it is redirected to.
  private static func descriptor(_ path: String) -> Int32? {
    switch path {
    case "/dev/stdout": return 1
    case "/dev/stderr": return 2
    default: break
    }
    for folder in ["/dev/fd/", "/proc/self/fd/"] where path.hasPrefix(folder) {
      return Int32(path.dropFirst(folder.count))
    }
    return nil
  }
}
