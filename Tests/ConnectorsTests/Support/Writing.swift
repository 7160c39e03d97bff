import StageKit

@testable import Connectors

/// A sink into a folder.
func sink(
  _ folder: Folder, _ path: String, _ options: [String: OptionData] = [:]
) throws -> FilesSink {
  let stated = options.merging(["path": .text(path)]) { a, _ in a }
  return try FilesSink(Setup(FilesSink.spec, stated, folder: folder.path))
}

extension SinkWriter {
  func write(_ text: String) throws { try write(Array(text.utf8)) }

  func write(_ bytes: [UInt8]) throws {
    try bytes.withUnsafeBytes { try write($0) }
  }

  /// As a run without checkpoints ends a target.
  func finish() throws {
    _ = try prepare()
    try publish()
  }
}

/// The message of the failure that something ends with.
func message(_ body: () throws -> Void) -> String? {
  do { try body() } catch let failure as Failure { return failure.message } catch {
    return "\(error)"
  }
  return nil
}

extension Sink {
  /// Opens it as a run without checkpoints does.
  func open(preamble: String = "") throws(Failure) -> any SinkWriter {
    var run = SinkRun()
    run.preamble = Array(preamble.utf8)
    return try open(run)
  }
}
