import Foundation
import TestSupport
import Testing

@Suite struct `richline tap` {
  static func pipeline(tap: Bool) -> String {
    """
    version: 1
    run: { listen: 127.0.0.1:0, tap: \(tap), flush: line }
    sources: [{ id: app, use: stdin, format: ndjson }]
    stages:
      - { id: label, use: set, fields: { user_id: 'app_id + "!"' } }
    sinks:
      - { id: out, use: stdout, format: ndjson }
      - { id: rejects, from: failed, use: files, path: failed.ndjson }
    """
  }

  /// A run that listens, and its port.
  private func start(_ bed: Bed) throws -> (Child, Int) {
    let child = try bed.start(["run", "p.yaml"])
    let found = try child.port()
    #expect(Child.wait { PlainClient.ask("GET", "/ready", port: found).status == 200 })
    return (child, found)
  }

  /// Feeds lines until something has happened.
  private func feed(_ child: Child, until isSo: () -> Bool) -> Bool {
    Child.wait {
      child.put("{\"app_id\":\"shop\"}\n")
      return isSo()
    }
  }

  @Test func `events of a run are shown, and the run goes on`() throws {
    let bed = try Bed(["p.yaml": Self.pipeline(tap: true)])
    let (run, port) = try start(bed)
    let tap = try bed.start(
      ["tap", "\(port)", "--count", "2", "--format", "json"], input: "/dev/null")
    #expect(feed(run) { tap.out.split(separator: "\n").count == 2 })
    let tapped = try tap.end()
    #expect(tapped.code == 0)
    let event = try Bed.object(String(try #require(tapped.out.split(separator: "\n").first)))
    #expect((event["fields"] as? [String: Any])?["app_id"] as? String == "shop")
    #expect(
      (event["steps"] as? [[String: Any]])?.map { $0["outcome"] as? String } == [
        "passed", "written",
      ])
    let stage = try bed.start(
      ["tap", "127.0.0.1:\(port)", "--stage", "label", "--count", "1"], input: "/dev/null")
    #expect(feed(run) { stage.out.contains("label") })
    let text = try stage.end().out
    #expect(text.contains("  + user_id \"shop!\"") && !text.contains("→ out"))
    // One that waits ends with the run.
    let last = try bed.start(["tap", "\(port)"], input: "/dev/null")
    #expect(feed(run) { !last.out.isEmpty })
    run.closeInput()
    #expect(try run.end().code == 0)
    #expect(try last.end().code == 0)
  }

  @Test func `who may not look is told why`() throws {
    let bed = try Bed(["p.yaml": Self.pipeline(tap: false)])
    let (run, port) = try start(bed)
    let tap = try bed.run("tap", "\(port)")
    #expect(tap.code == 5)
    #expect(
      tap.err
        == "richline: 127.0.0.1:\(port) answers: this pipeline lets nobody look at its events: "
        + "'run: { tap: true }' does\n")
    run.closeInput()
    #expect(try run.end().code == 0)
    #expect(try bed.run("tap", "127.0.0.1:\(port)").err.hasPrefix("richline: cannot reach"))
    #expect(try bed.run("tap", "nowhere").code == 2)
  }

  @Test func `a client that does not read holds nothing up`() throws {
    let bed = try Bed(["p.yaml": Self.pipeline(tap: true)])
    let (run, port) = try start(bed)
    let stalled = try bed.start(["tap", "\(port)", "--rate", "100"], input: "/dev/null")
    #expect(feed(run) { !stalled.out.isEmpty })
    stalled.send(SIGSTOP)
    let line =
      "{\"app_id\":\"shop\",\"page_title\":\"" + String(repeating: "x", count: 2000) + "\"}\n"
    for _ in 0..<20 { run.put(String(repeating: line, count: 500)) }
    run.closeInput()
    let ended = try run.end()
    #expect(ended.code == 0)
    #expect(ended.out.split(separator: "\n").count > 10_000)
    stalled.send(SIGCONT)
    _ = try stalled.end()
  }

  @Test(arguments: [
    ("GET", "/tap?stage=nothing", "", 404), ("GET", "/tap?rate=1000", "", 400),
    ("GET", "/tap?what=1", "", 400), ("POST", "/tap", "", 405),
    ("GET", "/tap?count=1", "Origin: http://evil.example\r\n", 403),
    ("GET", "/tap?count=1", "Sec-Fetch-Site: same-origin\r\n", 403),
  ])
  func `requests that cannot be served`(
    method: String, path: String, headers: String, status: Int
  ) throws {
    let bed = try Bed(["p.yaml": Self.pipeline(tap: true)])
    let (run, port) = try start(bed)
    #expect(PlainClient.ask(method, path, port: port, headers: headers).status == status)
    run.closeInput()
    #expect(try run.end().code == 0)
  }

  @Test func `listeners are bounded`() throws {
    let bed = try Bed(["p.yaml": Self.pipeline(tap: true)])
    let (run, port) = try start(bed)
    let taps = try (0..<4).map { _ in try bed.start(["tap", "\(port)"], input: "/dev/null") }
    #expect(feed(run) { taps.allSatisfy { !$0.out.isEmpty } })
    let fifth = try bed.run("tap", "\(port)")
    #expect(fifth.code == 5 && fifth.err.hasSuffix("4 listeners are the limit\n"))
    taps[0].send(SIGKILL)
    _ = try taps[0].end()
    let next = try bed.start(["tap", "\(port)", "--count", "1"], input: "/dev/null")
    #expect(feed(run) { !next.out.isEmpty })
    run.closeInput()
    #expect(try run.end().code == 0)
    for tap in taps.dropFirst() { #expect(try tap.end().code == 0) }
  }
}
