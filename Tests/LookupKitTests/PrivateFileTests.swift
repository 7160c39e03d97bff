import EventModel
import Foundation
import Testing

@testable import LookupKit

@Suite struct PrivateFileTests {
  private func bytes(_ byte: UInt8, _ count: Int = 10_000) -> [UInt8] {
    [UInt8](repeating: byte, count: count)
  }

  @Test func `a file that changes while it is read is read anew`() throws {
    let file = TemporaryFile(bytes(1))
    var reads = 0
    let read = try PrivateFile(path: file.path) {
      reads += 1
      // The same size, and for all the clock of the files tells, maybe the same moment.
      if reads < 4 { file.write(bytes(UInt8(reads + 1))) }
    }
    #expect(reads == 4)
    #expect(Array(read.bytes.buffer) == bytes(4))
  }

  @Test func `a file that changes all the time is refused`() {
    let file = TemporaryFile(bytes(1))
    var reads = 0
    let said = message {
      _ = try PrivateFile(path: file.path) {
        reads += 1
        file.write(bytes(UInt8(reads)))
      }
    }
    #expect(
      said == "'\(file.path)' changed while it was read, 10 times in a row: "
        + "write to another name and rename the finished file")
    #expect(reads == 10)
  }

  @Test(arguments: [9_999, 10_001, 1])
  func `a file that grows or shrinks is read anew`(count: Int) throws {
    let file = TemporaryFile(bytes(1))
    var reads = 0
    let read = try PrivateFile(path: file.path) {
      reads += 1
      if reads == 1 { file.write(bytes(2, count)) }
    }
    #expect(Array(read.bytes.buffer) == bytes(2, count))
  }

  @Test func `who sets the time of a change back is found out`() throws {
    let file = TemporaryFile(bytes(1))
    var reads = 0
    let read = try PrivateFile(path: file.path) {
      reads += 1
      guard reads == 1 else { return }
      var before = stat()
      stat(file.path, &before)
      file.write(bytes(2))
      var times = [before.st_atim, before.st_mtim]
      utimensat(AT_FDCWD, file.path, &times, 0)
    }
    #expect(reads == 2)
    #expect(Array(read.bytes.buffer) == bytes(2))
  }

  @Test func `a file that is replaced or deleted while it is read is the one that was there`()
    throws
  {
    let file = TemporaryFile(bytes(1))
    let read = try PrivateFile(path: file.path) {
      let next = "\(file.folder)/next"
      try? Data(bytes(2)).write(to: URL(fileURLWithPath: next))
      rename(next, file.path)
    }
    #expect(Array(read.bytes.buffer) == bytes(1))
    let deleted = try PrivateFile(path: file.path) { unlink(file.path) }
    #expect(Array(deleted.bytes.buffer) == bytes(2))
  }

  @Test func `a file that was changed just now is left alone for a while`() throws {
    // Each is overwritten as soon as it was opened: old and new bytes may not mix, and the change
    // may not go unseen because it came in the same tick of the clock.
    for _ in 0..<20 {
      let file = TemporaryFile(bytes(1))
      var reads = 0
      let read = try PrivateFile(path: file.path) {
        reads += 1
        if reads == 1 { file.write(bytes(2)) }
      }
      #expect(reads == 2 && Array(read.bytes.buffer) == bytes(2))
    }
  }

  @Test func `copies of bytes have slack behind them`() {
    let copy = bytes(7).withUnsafeBytes { PrivateFile(copying: $0) }
    #expect(Array(copy.bytes.buffer) == bytes(7))
    #expect((0..<Bytes.slack).allSatisfy { copy.bytes.end[$0] == 0 })
    let empty = PrivateFile(copying: UnsafeRawBufferPointer(start: nil, count: 0))
    #expect(empty.bytes.isEmpty)
  }
}
