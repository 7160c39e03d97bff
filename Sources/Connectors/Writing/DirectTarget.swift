import FileSystem
import StageKit

/// Targets that are no files: devices, named pipes, descriptors that are open already.
enum DirectTarget {
  /// How long nobody need read a pipe before that is said, and how often it is looked at.
  private static let (quietMilliseconds, lookMilliseconds) = (1000, 50)

  /// Opens the target when it is one; nil for files.
  ///
  /// Shape: a named pipe waits for its reader, and says so with `pause`, which is false when the run
  /// is over.
  static func open(_ target: TargetPath, _ pause: SinkRun.Pause) throws(Failure) -> Descriptor? {
    let path = FilePath(Array(target.resolved.utf8)).resolved(root: "")
    let kind: FileKind?
    do throws(SystemError) {
      if let number = descriptor(target.resolved) { return try Descriptor.duplicate(number) }
      kind = try FileKind.at(path)
      if kind == .stream, let stream = try Descriptor.openStream(path) { return stream }
    } catch {
      throw Failure(.sink, "cannot open '\(target.shown)': \(error.reason)")
    }
    if kind == .stream { return try waitForReader(of: target, path, pause) }
    guard let kind, kind != .file else { return nil }
    let words = kind == .folder ? "a folder" : "neither a file nor a pipe"
    throw Failure(.sink, "cannot write '\(target.shown)': it is \(words)")
  }

  private static func waitForReader(
    of target: TargetPath, _ path: [CChar], _ pause: SinkRun.Pause
  ) throws(Failure) -> Descriptor {
    let words = "nobody reads '\(target.shown)'"
    var waited = 0
    while true {
      let isTold = waited % quietMilliseconds == 0 && waited > 0
      guard pause(lookMilliseconds, isTold ? words : nil) else { throw Failure(.sink, words) }
      waited += lookMilliseconds
      do throws(SystemError) {
        if let stream = try Descriptor.openStream(path) { return stream }
      } catch {
        throw Failure(.sink, "cannot open '\(target.shown)': \(error.reason)")
      }
    }
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
