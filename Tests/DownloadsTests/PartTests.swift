import FileSystem
import Foundation
import StageKit
import TestSupport
import Testing

@testable import Downloads

@Suite struct `parts of downloads` {
  @Test(arguments: [
    ("https://example.com/a.mmdb", "https://example.com/a.mmdb"),
    ("https://example.com/a?license_key=k&suffix=tar.gz", "https://example.com/a?…"),
    ("HTTPS://example.com:8443/a#part", "HTTPS://example.com:8443/a?…"),
    ("http://localhost:80/a", "http://localhost:80/a"),
    ("http://127.0.0.1/a", "http://127.0.0.1/a"),
    ("http://[::1]:8080/a", "http://[::1]:8080/a"),
  ])
  func `addresses are shown without their query`(text: String, shown: String) throws {
    #expect(try WebAddress(text).shown == shown)
  }

  @Test(arguments: [
    ("http://example.com/a", WebAddress.Problem.notSecure),
    ("http://127.0.0.1.example.com/a", .notSecure),
    ("http://localhost.example.com/a", .notSecure),
    ("https:///a", .noHost), ("https://:80/a", .noHost), ("https://?a", .noHost),
    ("https://user:password@example.com/a", .hasCredentials),
    ("http://localhost@example.com/a", .hasCredentials),
    ("https://example.com/a b", .badCharacter), ("https://example.com/\n", .badCharacter),
    ("https://exämple.com/", .badCharacter),
    ("https://example.com/" + String(repeating: "a", count: 8000), .badCharacter),
  ])
  func `addresses that no data comes from are refused`(text: String, problem: WebAddress.Problem) {
    #expect(throws: problem) { try WebAddress(text) }
  }

  @Test(arguments: [
    (["RICHLINE_CACHE": "/a", "HOME": "/h"], "/a"),
    (["CACHE_DIRECTORY": "/b", "HOME": "/h"], "/b"),
    (["XDG_CACHE_HOME": "/x", "HOME": "/h"], "/x/richline"),
    (["XDG_CACHE_HOME": "x", "HOME": "/h"], "/h/.cache/richline"),
    (["HOME": "/h"], "/h/.cache/richline"),
  ])
  func `the cache is where the environment says`(variables: [String: String], folder: String) {
    #expect(CacheFolder.cache { variables[$0] } == folder)
    #expect(CacheFolder.cache { _ in nil } == nil)
  }

  @Test func `notes are read as they were written`() {
    let marks = [
      FetchedData.Marks(), FetchedData.Marks(entityTag: "W/\"a b\""),
      FetchedData.Marks(lastModified: "Thu, 01 Jan 2026 00:00:00 GMT"),
    ]
    for marks in marks {
      let note = CacheNote(
        address: "https://example.com/a?…", checksum: String(repeating: "0a", count: 32), size: 7,
        marks: marks, confirmed: 1_767_225_600_000)
      #expect(CacheNote(Array(note.text.utf8)) == note)
    }
    for text in ["", "x", "sha256 ../../etc/passwd\nsize 1\nconfirmed 1\n", "\0\n\n"] {
      #expect(CacheNote(Array(text.utf8)) == nil)
    }
  }

  @Test func `no bytes of an archive are trusted`() throws {
    var random = SeededGenerator("archives")
    let path = FileManager.default.temporaryDirectory
      .appendingPathComponent("richline-archive-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    let made = Process()
    made.executableURL = URL(fileURLWithPath: "/bin/sh")
    made.arguments = [
      "-c", "tar cf '\(path)' -C / etc/passwd etc/hostname --format=pax 2> /dev/null || :",
    ]
    try made.run()
    made.waitUntilExit()
    let good = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
    for _ in 1...300 {
      var bytes = good
      for _ in 1...Int.random(in: 1...4, using: &random) {
        bytes[Int.random(in: 0..<1024, using: &random)] = UInt8.random(in: 0...255, using: &random)
      }
      bytes.removeLast(Int.random(in: 0...bytes.count - 600, using: &random))
      try Data(bytes).write(to: URL(fileURLWithPath: path))
      let file = try Descriptor.open(path.utf8CString.map(\.self))
      let members = try? TarMember.list(file, size: UInt64(bytes.count))
      for member in members ?? [] {
        #expect(member.offset + member.size <= UInt64(bytes.count))
      }
    }
  }
}
