import Foundation
import StageKit
import Testing

@testable import Connectors

struct WriteErrorTests {
  @Test(arguments: ["none", "gzip"])
  func `a full disk is a failure, and stays one`(compression: String) throws {
    let folder = Folder()
    let writer = try sink(folder, "/dev/full", ["compression": .text(compression)]).open()
    try writer.write("x\n")
    let expected = "cannot write '/dev/full': no space left on device"
    #expect(message { _ = try writer.prepare() } == expected)
    #expect(message { try writer.finish() } == expected)
    #expect(message { try writer.write("x\n") } == expected)
    #expect(writer.confirmed == 0)
    writer.abort()
  }

  @Test func `a file that may not grow is a failure, and what the disk took is counted`() async {
    await #expect(processExitsWith: .success) {
      var limit = rlimit(rlim_cur: 1_000_000, rlim_max: 1_000_000)
      setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
      let folder = Folder()
      let writer = try sink(folder, "big").open()
      let rows = String(repeating: "123456789\n", count: 150_000)
      let expected = "cannot write 'big': file too large"
      precondition(message { try writer.write(rows) } == expected)
      precondition(message { try writer.finish() } == expected)
      precondition(writer.confirmed == 100_000)
      writer.abort()
      precondition(folder.names == [])
    }
  }

  @Test func `a named pipe is written directly`() throws {
    let folder = Folder()
    mkfifo(folder["fifo"], 0o600)
    let path = folder["fifo"]
    let reading = open(path, O_RDONLY | O_NONBLOCK)
    defer { close(reading) }
    let writer = try sink(folder, "fifo").open()
    try writer.write("a\n")
    try writer.flush()
    var room = [UInt8](repeating: 0, count: 10)
    #expect(read(reading, &room, 10) == 2)
    try writer.finish()
    #expect(folder.names == ["fifo"])
    #expect(writer.confirmed == 1)
  }

  @Test func `a path of an open descriptor goes on where that is`() throws {
    let folder = Folder()
    folder.write("log", "before\n")
    let file = open(folder["log"], O_WRONLY | O_APPEND)
    defer { close(file) }
    let writer = try sink(folder, "/dev/fd/\(file)").open()
    try writer.write("row\n")
    try writer.finish()
    #expect(folder.text("log") == "before\nrow\n")
  }
}
