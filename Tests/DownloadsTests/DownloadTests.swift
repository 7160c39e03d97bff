import Foundation
import StageKit
import TestSupport
import Testing

@testable import Downloads

/// A server, and a cache of its own.
final class Site {
  let server: FileServer
  let cache: String

  init?() {
    guard let server = FileServer() else { return nil }
    self.server = server
    cache =
      FileManager.default.temporaryDirectory
      .appendingPathComponent("richline-cache-\(UUID().uuidString)").path
  }

  deinit { try? FileManager.default.removeItem(atPath: cache) }

  func request(_ path: String, isSecure: Bool = false) throws -> FetchRequest {
    var request = FetchRequest(try WebAddress(server.address(path, isSecure: isSecure)))
    request.waitMilliseconds = 1
    if isSecure { request.caFile = server.certificate }
    return request
  }

  var downloader: Downloader { Downloader(cache: cache) }

  /// Fetches and keeps; gives the bytes.
  func get(_ request: FetchRequest) throws -> String {
    guard case .newer(let data) = try downloader.fetch(request, Site.leeway) else { return "" }
    try downloader.keep(data, request)
    return try text(try #require(downloader.cached(request)))
  }

  func text(_ data: FetchedData) throws -> String {
    String(decoding: try Data(contentsOf: URL(fileURLWithPath: data.path)), as: UTF8.self)
  }

  /// The message of a download that does not work, without the address.
  func refusal(_ request: FetchRequest) -> String {
    do {
      _ = try downloader.fetch(request, Site.leeway)
      return "it works"
    } catch {
      let start = "'\(request.address.shown)' cannot be downloaded: "
      return error.message.hasPrefix(start) ? String(error.message.dropFirst(start.count)) : "?"
    }
  }

  /// Files in the cache, hidden ones too, by their last part.
  var files: [String] {
    let all = FileManager.default.enumerator(atPath: cache)?.compactMap { $0 as? String } ?? []
    return all.filter { $0.split(separator: "/").count == 3 }
      .map { String($0.split(separator: "/")[2]) }.sorted()
  }

  static let leeway = Leeway(goesOn: { true }, sleep: { _ in true })
}

@Suite struct `downloads` {
  /// Nil where there is no server to be had, which it says itself.
  private func withSite(_ body: (Site) throws -> Void) throws {
    if let site = Site() { try body(site) }
  }

  @Test(arguments: [false, true])
  func `a file comes once, is kept privately, and is not sent again`(isSecure: Bool) throws {
    try withSite { site in
      try site.server.put("a", "one")
      let request = try site.request("file/a", isSecure: isSecure)
      #expect(site.downloader.cached(request) == nil)
      #expect(try site.get(request) == "one")
      let kept = try #require(site.downloader.cached(request))
      guard case .same(let same) = try site.downloader.fetch(request, Site.leeway) else {
        Issue.record("it was sent again")
        return
      }
      #expect(same.path == kept.path && same.confirmed >= kept.confirmed)
      try site.server.put("a", "two")
      #expect(try site.get(request) == "two")
      let sum = try #require(site.downloader.cached(request)).checksum
      #expect(site.files == ["\(sum).data", "note"])
      for path in ["", "/lookups"] {
        let facts = try FileManager.default.attributesOfItem(atPath: site.cache + path)
        #expect(facts[.posixPermissions] as? Int == 0o700)
      }
      let conditions = site.server.log.map { $0.hasSuffix("condition=") }
      #expect(conditions == [true, false, false])
    }
  }

  @Test func `a server without tags is asked by the time of the copy`() throws {
    try withSite { site in
      try site.server.put("a", "one")
      let request = try site.request("dated/a")
      #expect(try site.get(request) == "one")
      let marks = try #require(site.downloader.cached(request)).marks
      #expect(marks.entityTag == nil && marks.lastModified != nil)
      guard case .same = try site.downloader.fetch(request, Site.leeway) else {
        Issue.record("it was sent again")
        return
      }
      try site.server.put("a", "two")
      let later = Date(timeIntervalSinceNow: 5)
      try FileManager.default.setAttributes(
        [.modificationDate: later], ofItemAtPath: "\(site.server.data)/a")
      #expect(try site.get(request) == "two")
    }
  }

  @Test func `a damaged copy is fetched anew`() throws {
    try withSite { site in
      try site.server.put("a", "one")
      let request = try site.request("file/a")
      #expect(try site.get(request) == "one")
      let path = try #require(site.downloader.cached(request)).path
      try Data("eno".utf8).write(to: URL(fileURLWithPath: path))
      #expect(site.downloader.cached(request) == nil)
      #expect(try site.get(request) == "one")
    }
  }

  @Test(arguments: [
    ("file/none", "the server answers 404: there is nothing"),
    ("status/403", "the server answers 403: it wants a user and a password"),
    ("status/429", "the server answers 429: it was asked too often"),
    ("status/500", "the server answers 500"),
    ("loop", "it leads on more than 5 times"),
    ("cut/a", "the connection broke off"),
    ("huge", "it has more than 100kB ('max_size')"),
    ("file/empty", "it is empty"),
    ("slow/a", "it was not there after 300ms ('timeout')"),
    ("file/half.gz", "it is cut off: the gzip stream ends in the middle"),
    ("file/bomb.gz", "unpacked it has more than 100kB ('max_size')"),
  ])
  func `what goes wrong is said, and leaves nothing behind`(path: String, words: String) throws {
    try withSite { site in
      try site.server.put("a", String(repeating: "a", count: 1000))
      try site.server.put("empty", "")
      try site.server.pack("half.gz", Array(repeating: 7, count: 5000), keeping: 20)
      try site.server.pack("bomb.gz", Array(repeating: 7, count: 5_000_000))
      var request = try site.request(path)
      request.sizeLimit = 100_000
      if path.hasPrefix("slow") {
        request.timeoutMilliseconds = 300
        request.retries = 0
      }
      #expect(site.refusal(request) == words)
      #expect(site.files == [])
    }
  }

  @Test func `errors that may pass are tried again, others are not`() throws {
    try withSite { site in
      try site.server.put("a", "one")
      #expect(try site.get(try site.request("flaky/3/a")) == "one")
      #expect(site.refusal(try site.request("flaky/4/a")) == "the server answers 500")
      #expect(site.refusal(try site.request("status/404")).hasPrefix("the server answers 404"))
      #expect(site.server.log.count == 4 + 4 + 1)
      let stopped = Leeway(goesOn: { true }, sleep: { _ in false })
      let request = try site.request("status/500")
      #expect(throws: Failure.self) { try site.downloader.fetch(request, stopped) }
      #expect(site.server.log.count == 4 + 4 + 1 + 1)
    }
  }

  @Test func `who stops waiting ends the download`() throws {
    try withSite { site in
      let request = try site.request("slow/a")
      let stopped = Leeway(goesOn: { false }, sleep: { _ in true })
      #expect(throws: Failure(.lookup, Site.stopped(request))) {
        try site.downloader.fetch(request, stopped)
      }
    }
  }

  // MARK: trust

  @Test func `a certificate that nobody vouches for is not trusted`() throws {
    try withSite { site in
      try site.server.put("a", "one")
      var request = try site.request("file/a", isSecure: true)
      request.caFile = nil
      #expect(site.refusal(request) == "the certificate of 'localhost' is not trusted")
      request.caFile = "/nowhere.pem"
      #expect(site.refusal(request) == "'/nowhere.pem' cannot be read as certificates")
    }
  }

  @Test func `redirects lead to https and never away from it`() throws {
    try withSite { site in
      try site.server.put("a", "one")
      #expect(try site.get(try site.request("to/https/file/a", isSecure: true)) == "one")
      #expect(
        site.refusal(try site.request("to/http/file/a", isSecure: true))
          == "it leads to an address without https, which is not followed")
    }
  }

  @Test func `user and password go to one host`() throws {
    try withSite { site in
      try site.server.put("a", "one")
      var request = try site.request("login/a")
      #expect(
        site.refusal(request) == "the server answers 401: it wants a user and a password")
      request.user = "4711"
      request.password = "wrong"
      #expect(site.refusal(request) == "the server answers 401: user or password")
      request.password = "s3cret"
      #expect(try site.get(request) == "one")
      var away = try site.request("away/file/a")
      (away.user, away.password) = ("4711", "s3cret")
      #expect(try site.get(away) == "one")
      let log = site.server.log.suffix(2)
      #expect(log.map { $0.contains("login=Basic") } == [true, false])
    }
  }

  @Test func `checksums are compared`() throws {
    try withSite { site in
      let one = "7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed"
      try site.server.put("a", "one")
      var request = try site.request("file/a?edition=City&suffix=tar.gz")
      request.checksum = .digits(one)
      #expect(try site.get(request) == "one")
      try site.server.put("b", "two")
      var other = try site.request("file/b")
      other.checksum = .digits(one)
      let words = "its SHA-256 begins with 3fc4ccfe, that of 'sha256' with 7692c3ad"
      #expect(site.refusal(other) == words)
      other.checksum = .beside
      let place = site.server.address("file/b.sha256")
      #expect(
        site.refusal(other)
          == "its checksum '\(place)' cannot be had: the server answers 404: there is nothing")
      try site.server.put("b.sha256", "no sum\n")
      #expect(site.refusal(other) == "'\(place)' does not begin with a SHA-256")
      try site.server.put("b.sha256", "\(one)  b\n")
      #expect(site.refusal(other) == words)
      try site.server.put(
        "b.sha256", "3FC4CCFE745870E2C0D99F71F30FF0656C8DEDD41CC1D7D3D376B0DBE685E2F3  b\n")
      #expect(try site.get(other) == "two")
      var third = try site.request("file/b?edition=City")
      third.checksum = .address(try WebAddress(place))
      #expect(try site.get(third) == "two")
    }
  }

  // MARK: unpacking

  @Test func `zstd is unpacked by its content`() throws {
    try withSite { site in
      // RFC 8878: the magic, a single segment of 3 bytes, one last raw block.
      let frame: [UInt8] = [0x28, 0xB5, 0x2F, 0xFD, 0x20, 3, 0x19, 0, 0] + Array("one".utf8)
      try site.server.put("a.zst", frame)
      #expect(try site.get(try site.request("file/a.zst")) == "one")
      try site.server.put("cut.zst", Array(frame.dropLast()))
      #expect(site.refusal(try site.request("file/cut.zst")).hasPrefix("it is cut off"))
    }
  }

  @Test func `gzip and archives are unpacked by their content`() throws {
    try withSite { site in
      try site.server.pack("plain", Array("one".utf8))
      #expect(try site.get(try site.request("file/plain")) == "one")
      let made = Process()
      made.executableURL = URL(fileURLWithPath: "/bin/sh")
      made.arguments = [
        "-c",
        """
        cd "$1" && mkdir -p City_20260101 "$2" && printf licence > City_20260101/LICENSE.txt &&
        printf data > City_20260101/City.mmdb && tar czf city City_20260101 &&
        tar cf both City_20260101/City.mmdb --transform 's,^,other-,' City_20260101/City.mmdb &&
        cp City_20260101/City.mmdb "$2/x.mmdb" && tar cf long "$2" &&
        tar cPf up --transform 's,^,../outside-,' City_20260101/City.mmdb &&
        tar cf none City_20260101/LICENSE.txt LICENSE 2> /dev/null || : ;
        head -c 700 long > cut
        """, "sh", site.server.data, String(repeating: "n", count: 120),
      ]
      try made.run()
      made.waitUntilExit()
      for name in ["city", "long", "up"] {
        #expect(try site.get(try site.request("file/\(name)")) == "data", "\(name)")
      }
      let besideCache = (site.cache as NSString).deletingLastPathComponent
      #expect(!FileManager.default.fileExists(atPath: "\(besideCache)/outside-City_20260101"))
      #expect(site.refusal(try site.request("file/cut")) == "the archive is cut off")
    }
  }
}

extension Site {
  static func stopped(_ request: FetchRequest) -> String {
    "'\(request.address.shown)' cannot be downloaded: the run is being stopped"
  }
}

extension FileServer {
  /// Puts a file there as gzip; `keeping` are the bytes that are left of it.
  func pack(_ name: String, _ bytes: [UInt8], keeping: Int? = nil) throws {
    try put("plain-\(name)", bytes)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    let cut = keeping.map { "| head -c \($0)" } ?? ""
    process.arguments = ["-c", "cd '\(data)' && gzip -c 'plain-\(name)' \(cut) > '\(name)'"]
    try process.run()
    process.waitUntilExit()
  }
}
