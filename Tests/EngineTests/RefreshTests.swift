import FileSystem
import Foundation
import Testing

@testable import Engine

@Suite struct `when files are looked at` {
  @Test func `each lookup is due at its own times, and once when somebody is late`() {
    var times = RefreshTimes(every: [100, nil, 250], now: 0)
    #expect(times.wait(now: 0, limit: 1000) == 100)
    #expect(times.due(now: 99) == [])
    #expect(times.due(now: 100) == [0])
    #expect(times.wait(now: 110, limit: 1000) == 90)
    #expect(times.due(now: 900) == [0, 2])
    #expect(times.due(now: 901) == [])
    #expect(times.wait(now: 1000, limit: 1000) == 1)
    #expect(times.wait(now: 910, limit: 20) == 20)
    #expect(RefreshTimes(every: [nil], now: 0).wait(now: 5, limit: 1000) == 1000)
  }

  @Test func `a stamp tells whether somebody wrote`() throws {
    let path = FileManager.default.temporaryDirectory
      .appendingPathComponent("richline-stamp-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    #expect(FileStamp(path) == nil)
    #expect(FileStamp.isUnchanged(nil, nil))
    // A second write in the same tick of the clock would not show: what was just written is not sure.
    // On a busy machine the look may come too late to be in that tick.
    var isSure = true
    for _ in 0..<1000 where isSure {
      try Data("one".utf8).write(to: URL(fileURLWithPath: path))
      let fresh = try #require(FileStamp(path))
      #expect(!FileStamp.isUnchanged(nil, fresh))
      isSure = FileStamp.isUnchanged(fresh, fresh)
    }
    #expect(!isSure)
    usleep(50_000)
    let settled = try #require(FileStamp(path))
    #expect(FileStamp.isUnchanged(settled, FileStamp(path)))
    let file = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
    try file.write(contentsOf: Data("two".utf8))
    try file.close()
    #expect(!FileStamp.isUnchanged(settled, FileStamp(path)))
    #expect(!FileStamp.isUnchanged(settled, nil))
  }
}
