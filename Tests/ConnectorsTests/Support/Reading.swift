import StageKit

@testable import Connectors

/// What came of an input: its bytes, and why it ended before its time.
struct Reading: Equatable {
  var bytes: [UInt8] = []
  var failure: String?

  var text: String { String(decoding: bytes, as: UTF8.self) }

  init(_ input: any ByteInput, room: Int = 1 << 16) {
    do throws(Failure) {
      let stream = try input.open()
      defer { stream.close() }
      try take(stream, room)
    } catch { failure = error.message }
  }

  init(_ stream: any ByteStream, room: Int) {
    do throws(Failure) { try take(stream, room) } catch { failure = error.message }
  }

  private mutating func take(_ stream: any ByteStream, _ room: Int) throws(Failure) {
    let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: room, alignment: 16)
    defer { memory.deallocate() }
    while true {
      while !stream.wait(milliseconds: 1000) {}
      let count = try stream.read(into: memory)
      if count == 0 { return }
      bytes += memory[..<count]
    }
  }
}

/// A source of files in a folder, with paths as a user writes them.
func files(_ folder: Folder, _ patterns: String...) throws -> FilesSource {
  let path = OptionData.list(patterns.map { .text($0) })
  return try FilesSource(Setup(FilesSource.spec, ["path": path], folder: folder.path))
}

extension FilesSource {
  /// The names of the inputs, or the message of the failure.
  var names: [String] {
    do throws(Failure) { return try inputs().map(\.name) } catch { return [error.message] }
  }
}
