import ControlServer
import Foundation
import PipelineConfig
import Richline
import Synchronization
import TestSupport
import Testing

@testable import Engine

@Suite struct `the server at the control address` {
  /// Serves a still run; closes with the value.
  final class Open {
    let server: ControlServer
    let run: StillRun

    init(_ change: (inout ControlLimits) -> Void = { _ in }) throws {
      var limits = ControlLimits()
      change(&limits)
      run = try StillRun()
      run.begin()
      server = try ControlServer.start(
        at: ListenAddress(host: "127.0.0.1", port: 0), ControlRoutes(run.control), limits: limits)
    }

    deinit { server.stop() }

    func client() throws -> PlainClient {
      let client = try #require(PlainClient(port: server.port))
      client.server = self
      return client
    }
  }

  @Test func `answers one request after the other on a connection`() throws {
    let open = try Open()
    let client = try open.client()
    for _ in 1...3 {
      client.send("GET /health HTTP/1.1\r\nhost: a\r\n\r\n")
      let answer = client.answer()
      #expect((answer.status, answer.body) == (200, "ok\n"))
      #expect(answer.headers["content-type"] == "text/plain; charset=utf-8")
      #expect(answer.headers["connection"] == nil)
    }
    client.send("GET /ready HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n")
    #expect(client.rest().hasSuffix("\r\n\r\nready\n"))
  }

  @Test func `answers requests that come at once in their order`() throws {
    let open = try Open()
    let client = try open.client()
    open.run.answer(.pipeline) { _ in .accepted("done") }
    client.send(
      "POST /reload HTTP/1.1\r\nhost: a\r\ncontent-length: 0\r\n\r\n"
        + "GET /health HTTP/1.1\r\nhost: a\r\n\r\n"
        + "GET /ready HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n")
    let bodies = client.rest().components(separatedBy: "\r\n\r\n").dropFirst()
      .map { $0.split(separator: "\n")[0] }
    #expect(bodies == ["done", "ok", "ready"])
  }

  @Test func `HEAD has no body`() throws {
    let client = try Open().client()
    client.send("HEAD /health HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n")
    let text = client.rest()
    #expect(text.hasPrefix("HTTP/1.1 200 OK\r\n") && text.hasSuffix("\r\n\r\n"))
    #expect(text.contains("content-length: 3\r\n"))
  }

  @Test func `a page of a browser changes nothing`() throws {
    let open = try Open()
    let answer = PlainClient.ask(
      "POST", "/reload", port: open.server.port, headers: "origin: http://evil.example\r\n")
    #expect((answer.status, answer.body) == (403, "pages of browsers may not do that\n"))
  }

  @Test func `a request that takes long stands in nobody's way`() throws {
    let open = try Open()
    let gate = Gate()
    // Outside of the answer, which holds the lock of the requests.
    open.run.answer(.pipeline, after: gate.wait) { _ in .accepted("late") }
    let slow = try open.client()
    slow.send("POST /reload HTTP/1.1\r\nhost: a\r\ncontent-length: 0\r\n\r\n")
    #expect(PlainClient.ask("GET", "/health", port: open.server.port).body == "ok\n")
    gate.open()
    #expect(slow.answer().body == "late\n")
  }

  // MARK: strangers

  @Test(arguments: [
    "GET /health HTTP/1.1\r\nhost: a\r\nx: " + String(repeating: "y", count: 1_000_000),
    "GET /" + String(repeating: "y", count: 1_000_000),
    "GET /health HTTP/1.1\r\n" + String(repeating: "a: b\r\n", count: 100_000),
    String(repeating: "\u{0}", count: 1_000_000),
    "GET /health HTTP/9.9\r\n\r\n",
    "GET /health HTTP/1.1\r\ncontent-length: 99999999999999999999999\r\n\r\n",
    "GET /health HTTP/1.1\r\ncontent-length: 5\r\ntransfer-encoding: chunked\r\n\r\n",
    "POST /reload HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n",
  ]) func `a request that is too large or none is refused and closed`(request: String) throws {
    let open = try Open()
    let client = try open.client()
    client.send(request)
    let answer = client.rest()
    #expect(answer.isEmpty || answer.hasPrefix("HTTP/1.1 4"), "\(answer.prefix(100))")
    #expect(PlainClient.ask("GET", "/health", port: open.server.port).body == "ok\n")
  }

  @Test func `a body is read up to its limit`() throws {
    let open = try Open { $0.body = 1000 }
    open.run.answer(.pipeline) { _ in .accepted("done") }
    for (size, body) in [(1000, "done\n"), (1001, "the body is too large\n")] {
      let client = try open.client()
      client.send("POST /reload HTTP/1.1\r\nhost: a\r\ncontent-length: \(size)\r\n\r\n")
      client.send(String(repeating: "x", count: size))
      #expect(client.answer().body == body)
    }
    let endless = try open.client()
    endless.send("POST /reload HTTP/1.1\r\nhost: a\r\ncontent-length: 9000000000000\r\n\r\n")
    while endless.send(String(repeating: "x", count: 65_536)) {}
    #expect(PlainClient.ask("GET", "/health", port: open.server.port).body == "ok\n")
  }

  @Test(arguments: [
    "", "GET /hea", "POST /reload HTTP/1.1\r\nhost: a\r\ncontent-length: 9\r\n\r\nx",
  ])
  func `who is slow is not waited for`(beginning: String) throws {
    let open = try Open { $0.patience = 100 }
    let client = try open.client()
    client.send(beginning)
    // It comes to its end, or this test never does.
    #expect(client.rest() == "")
  }

  @Test func `who sends byte after byte is not waited for`() throws {
    let open = try Open { $0.patience = 300 }
    let client = try open.client()
    client.send("GET /health HTTP/1.1\r\nx: ")
    while client.send("y") { usleep(1000) }
  }

  @Test func `there are as many connections as are allowed`() throws {
    let open = try Open { $0.connections = 3 }
    let kept = try (1...3).map { _ in try open.client() }
    for client in kept {
      client.send("GET /health HTTP/1.1\r\nhost: a\r\n\r\n")
      #expect(client.answer().body == "ok\n")
    }
    for _ in 1...20 {
      let more = try open.client()
      more.send("GET /health HTTP/1.1\r\nhost: a\r\n\r\n")
      #expect(more.rest() == "")
    }
    for client in kept {
      client.send("GET /health HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n")
      #expect(client.rest().hasSuffix("ok\n"))
    }
    // Those that closed make room.
    while PlainClient.ask("GET", "/health", port: open.server.port).body != "ok\n" {}
  }

  // MARK: addresses

  @Test func `a port in use is told`() throws {
    let open = try Open()
    let address = ListenAddress(host: "127.0.0.1", port: open.server.port)
    let failure = #expect(throws: Failure.self) {
      _ = try ControlServer.start(at: address, ControlRoutes(RunControl()))
    }
    #expect(
      failure?.message == "cannot listen on 127.0.0.1:\(open.server.port): address already in use")
  }

  @Test(arguments: [
    ("192.0.2.1", "cannot listen on 192.0.2.1:0: cannot assign requested address"),
    ("nix.invalid", "cannot listen on nix.invalid:0: there is no such host"),
  ]) func `an address that is not of this machine is told`(host: String, message: String) throws {
    let failure = #expect(throws: Failure.self) {
      let address = ListenAddress(host: host, port: 0)
      _ = try ControlServer.start(at: address, ControlRoutes(RunControl()))
    }
    #expect(failure?.message == message)
  }

  @Test func `a closed server is gone`() throws {
    let open = try Open()
    open.server.stop()
    #expect(PlainClient(port: open.server.port) == nil)
  }
}

/// Lets somebody wait.
final class Gate: Sendable {
  private let isOpen = Atomic<Bool>(false)

  func open() { isOpen.store(true, ordering: .releasing) }
  func wait() { while !isOpen.load(ordering: .acquiring) { usleep(1000) } }
}
