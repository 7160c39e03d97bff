import Foundation
import Testing

@Suite struct `streams and signals` {
  static func line(_ name: some CustomStringConvertible) -> String { "{\"app_id\":\"\(name)\"}\n" }

  @Test func `a line comes out at once while the input pauses`() throws {
    let bed = try Bed(["p.yaml": Pipelines.stream])
    let child = try bed.start(["run", "p.yaml"])
    child.put(Self.line("warm"))
    #expect(Child.wait { child.out == Self.line("warm") })
    var expected = Self.line("warm")
    var times: [Duration] = []
    for number in 1...5 {
      expected += Self.line(number)
      let start = ContinuousClock.now
      child.put(Self.line(number))
      #expect(Child.wait { child.out == expected })
      times.append(ContinuousClock.now - start)
    }
    // 100 ms are meant; on a busy machine some take longer.
    #expect(try #require(times.min()) < .seconds(1))
    child.put("{\"app_id\":\"hal")
    usleep(150_000)
    #expect(child.out == expected)
    child.put("f\"}\n")
    child.closeInput()
    let ended = try child.end()
    #expect(ended.code == 0)
    #expect(ended.out == expected + Self.line("half"))
  }

  @Test func `lines that trickle in come out meanwhile`() throws {
    let bed = try Bed(["p.yaml": Pipelines.stream])
    let child = try bed.start(["run", "p.yaml"])
    var sent = 0
    // It is never quiet for 100 ms; all lines together fill no block.
    #expect(
      Child.wait {
        sent += 1
        child.put(Self.line(sent))
        return !child.out.isEmpty
      })
    #expect(sent < 1_000)
    child.closeInput()
    let ended = try child.end()
    #expect(ended.out == (1...sent).map(Self.line).joined())
  }

  @Test(arguments: [(SIGTERM, 0), (SIGINT, 130)] as [(Int32, Int32)])
  func `a stream that is stopped finishes what was read`(signal: Int32, code: Int32) throws {
    let bed = try Bed([
      "p.yaml": """
      version: 1
      sources: [{ use: stdin, format: ndjson }]
      sinks:
        - { use: stdout, format: ndjson }
        - { id: kept, use: files, path: kept.ndjson, format: ndjson }
        - { id: rejects, from: failed, use: files, path: failed.ndjson }
      """
    ])
    let child = try bed.start(["run", "p.yaml"])
    let lines = (1...1_000).map(Self.line).joined()
    child.put(lines)
    #expect(Child.wait { child.out == lines })
    child.send(signal)
    let ended = try child.end()
    #expect((ended.code, ended.out) == (code, lines))
    #expect(
      ended.err == """
        stdin    lines 1000 = records 1000 + headers 0 + blank 0; records 1000 = decoded 1000 + failed 0; events 1000
        stdout   events 1000 = written 1000 + filtered 0 + failed 0 + dropped 0
        kept     events 1000 = written 1000 + filtered 0 + failed 0 + dropped 0
        rejects  failed 0 + 0 = written 0

        """)
    #expect(bed.text("kept.ndjson") == lines)
    #expect(bed.leftovers == [])
  }

  @Test func `a stream in full flow that is stopped writes whole lines, and balances`() throws {
    let bed = try Bed(["p.yaml": Pipelines.stream])
    let ended = try bed.shell(
      """
      mkfifo in
      exec 3<> in
      while :; do echo '{"app_id":"a"}'; done >&3 &
      $richline run p.yaml < in > out &
      program=$!
      until [ -s out ]; do sleep 0.01; done
      kill $program
      wait $program; code=$?
      kill %1
      exit $code
      """)
    #expect(ended.code == 0)
    let lines = bed.lines("out")
    #expect(lines.count > 0 && lines.allSatisfy { $0 == "{\"app_id\":\"a\"}" })
    #expect(bed.text("out").hasSuffix("\n"))
    #expect(ended.err.contains("stdout   events \(lines.count) = written \(lines.count) + "))
  }

  @Test func `a stream is stopped inside a line without end`() throws {
    let bed = try Bed(["p.yaml": Pipelines.stream])
    let child = try bed.start(["run", "p.yaml"])
    child.put([UInt8](repeating: UInt8(ascii: "x"), count: 6_000_000))
    child.send(SIGTERM)
    let ended = try child.end()
    #expect(ended.code == 0)
    #expect(ended.err.contains("records 1 = decoded 0 + failed 1; events 0\n"))
  }

  /// A named pipe as a file: a batch that lasts as long as the test likes.
  private func batch() throws -> Bed {
    let bed = try Bed(["p.yaml": Pipelines.files("pipe")])
    try #require(mkfifo(bed.path("pipe"), 0o600) == 0)
    return bed
  }

  /// Starts a run over the pipe, writes to it, and gives it time to read that.
  private func startReading(_ bed: Bed) throws -> (child: Child, pipe: FileHandle) {
    let child = try bed.start(["run", "p.yaml"], input: "/dev/null")
    let pipe = try #require(FileHandle(forWritingAtPath: bed.path("pipe")))
    try pipe.write(contentsOf: Data((1...1_000).map(Self.line).joined().utf8))
    // An empty pipe has been read.
    var left: Int32 = 1
    #expect(Child.wait { ioctl(pipe.fileDescriptor, UInt(FIONREAD), &left) == 0 && left == 0 })
    #expect(bed.leftovers.count == 2)
    return (child, pipe)
  }

  @Test(arguments: [SIGTERM, SIGINT])
  func `a batch that is stopped leaves nothing`(signal: Int32) throws {
    let bed = try batch()
    let (child, pipe) = try startReading(bed)
    child.send(signal)
    let ended = try child.end()
    #expect((ended.code, ended.out) == (130, ""))
    #expect(ended.err == "richline: interrupted: nothing was written under its final name\n")
    #expect(bed.names == ["p.yaml", "pipe"])
    try pipe.close()
  }

  @Test func `a batch that still waits for its input is stopped`() throws {
    let bed = try batch()
    let child = try bed.start(["run", "p.yaml"], input: "/dev/null")
    #expect(Child.wait { bed.leftovers.count == 2 })
    child.send(SIGTERM)
    let ended = try child.end()
    #expect((ended.code, ended.out) == (130, ""))
    #expect(ended.err == "richline: interrupted: nothing was written under its final name\n")
    #expect(bed.names == ["p.yaml", "pipe"])
  }

  @Test func `a named pipe whose writer comes late is read whole`() throws {
    let bed = try batch()
    let child = try bed.start(["run", "p.yaml"], input: "/dev/null")
    #expect(Child.wait { bed.leftovers.count == 2 })
    usleep(150_000)
    let pipe = try #require(FileHandle(forWritingAtPath: bed.path("pipe")))
    try pipe.write(contentsOf: Data(Self.line("late").utf8))
    try pipe.close()
    #expect(try child.end().code == 0)
    #expect(bed.text("good.ndjson") == Self.line("late"))
  }

  @Test func `a signal that comes twice at a time is one`() throws {
    // `timeout` sends it to the program and to its group. Two different ones surely come both.
    let bed = try batch()
    let (child, pipe) = try startReading(bed)
    child.send(SIGTERM)
    child.send(SIGINT)
    #expect(try child.end().code == 130)
    #expect(bed.leftovers == [])
    try pipe.close()
  }

  @Test func `a second signal ends at once`() throws {
    // Nobody reads the named pipe that it writes to, so the first signal cannot be heeded.
    let bed = try Bed([
      "p.yaml": """
      version: 1
      sources: [{ use: stdin, format: ndjson }]
      sinks:
        - { use: files, path: pipe, format: ndjson }
        - { id: rejects, from: failed, use: files, path: failed.ndjson }
      """
    ])
    try #require(mkfifo(bed.path("pipe"), 0o600) == 0)
    let reader = open(bed.path("pipe"), O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    defer { close(reader) }
    let child = try bed.start(["run", "p.yaml"])
    // Far more than two pipes hold: what was read by now cannot all be written.
    child.put((1...20_000).map(Self.line).joined())
    child.send(SIGINT)
    #expect(child.end(within: 0.4) == nil)
    var ended: Ended?
    // Again and again: on a busy machine the first one may have been heard just now.
    for _ in 1...20 where ended == nil {
      child.send(SIGINT)
      ended = child.end(within: 0.3)
    }
    #expect(ended?.code == 130)
    #expect(ended?.err == "")
  }

  @Test func `kill -9 leaves no final name`() throws {
    let bed = try batch()
    let (child, pipe) = try startReading(bed)
    child.send(SIGKILL)
    #expect(try child.end().code == 137)
    #expect(bed.names.count == 4 && bed.leftovers.count == 2)
    #expect(!bed.isThere("good.ndjson") && !bed.isThere("failed.ndjson"))
    try pipe.close()
    // What is left behind is in nobody's way.
    let again = try bed.shell(
      "echo '{\"app_id\":\"again\"}' > pipe & exec $richline run --quiet p.yaml")
    #expect((again.code, again.err) == (0, ""))
    #expect(bed.text("good.ndjson") == Self.line("again"))
  }
}
