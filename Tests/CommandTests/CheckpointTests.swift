import Foundation
import Testing

@Suite struct `checkpoints` {
  /// Three sinks, one of them with files that events choose and that give way to each other;
  /// lines that fail, three files of 2,000 lines, epochs of a block or more.
  static let pipeline = """
    version: 1
    sources:
      - { use: files, path: in/*, format: ndjson, fields: { n: { from: n, type: integer } } }
    stages:
      - { use: filter, keep: n != 7 }
    sinks:
      - { id: all, use: files, path: "out/all-{run}-{part}.ndjson", format: ndjson, only: [n] }
      - { id: few, use: files, path: "out/few-{part}.ndjson", format: ndjson, only: [n], when: n < 1000 }
      - { id: tree, use: files, path: "out/tree/{n / 1000}/{n % 2}-{part}.ndjson", format: ndjson, only: [n], max_open: 3 }
      - { id: bad, from: failed, use: files, path: "out/bad-{part}.ndjson" }
    run: { checkpoint: { path: state, size: 100kB, every: 1s }, workers: 1, memory: 8MB }
    """

  static let linesPerFile = 2_000

  private func bed() throws -> Bed {
    let bed = try Bed(["p.yaml": Self.pipeline])
    for file in 0..<3 {
      let lines = (0..<Self.linesPerFile).map { line in
        let number = file * Self.linesPerFile + line
        return number % 500 == 3
          ? "broken \(number)"
          : "{\"n\":\(number),\"pad\":\"\(String(repeating: "x", count: 2000))\"}"
      }
      try bed.write("in/\(file).ndjson", lines.joined(separator: "\n") + "\n")
    }
    return bed
  }

  /// The numbers that stand under final names, by sink; none of them twice.
  private func expectExactlyOnce(_ bed: Bed, sourceLocation: SourceLocation = #_sourceLocation) {
    let total = 3 * Self.linesPerFile
    let broken = Set(stride(from: 3, to: total, by: 500))
    let all = Set(0..<total).subtracting(broken).subtracting([7])
    func numbers(_ prefix: String) -> [Int] {
      bed.names.filter { $0.hasPrefix("out/\(prefix)-") }.flatMap(bed.lines).compactMap { line in
        Int(line.filter(\.isNumber))
      }.sorted()
    }
    #expect(numbers("all") == all.sorted(), sourceLocation: sourceLocation)
    #expect(
      numbers("few") == all.filter { $0 < 1000 }.sorted(), sourceLocation: sourceLocation)
    expectTree(bed, all, sourceLocation)
    let raws = bed.names.filter { $0.hasPrefix("out/bad-") }.flatMap { name in
      (try? bed.objects(name)) ?? []
    }.compactMap { $0["raw"] as? String }
    #expect(
      raws.sorted() == broken.map { "broken \($0)" }.sorted(), sourceLocation: sourceLocation)
    #expect(bed.leftovers == [], sourceLocation: sourceLocation)
  }

  /// Every event stands once in a file of its own folder and kind, in its order.
  private func expectTree(_ bed: Bed, _ all: Set<Int>, _ sourceLocation: SourceLocation) {
    let files = bed.names.filter { $0.hasPrefix("out/tree/") }
    var found: [Int] = []
    for name in files {
      let numbers = bed.lines(name).compactMap { Int($0.filter(\.isNumber)) }
      let parts = name.split(separator: "/")
      let fits = numbers.allSatisfy {
        parts[2] == "\($0 / 1000)" && parts[3].hasPrefix("\($0 % 2)-")
      }
      #expect(fits, "\(name)", sourceLocation: sourceLocation)
      #expect(numbers == numbers.sorted(), "\(name)", sourceLocation: sourceLocation)
      found += numbers
    }
    #expect(found.sorted() == all.sorted(), sourceLocation: sourceLocation)
  }

  @Test func `a run in one piece, and one more that finds nothing new`() throws {
    let bed = try bed()
    let first = try bed.run("run", "p.yaml")
    #expect(first.code == 0, "\(first.err)")
    expectExactlyOnce(bed)
    let names = bed.names
    #expect(try bed.run("run", "p.yaml").code == 0)
    #expect(bed.names == names)
    try bed.write("in/9.ndjson", "{\"n\":100000}\n")
    let third = try bed.run("run", "p.yaml")
    #expect(third.err.contains("events 1 = written 1 "))
  }

  @Test(arguments: [
    "files-synced", "journal-written", "name-given", "names-given", "state-written", "committed",
  ])
  func `killed at every step of a checkpoint, each event is there once`(step: String) throws {
    let bed = try bed()
    for time in [1, 2, 3] {
      let killed = try bed.shell(
        "RICHLINE_KILL_AT=\(step):\(time) $richline run p.yaml 2> err; exit $?")
      #expect(killed.code == 137)
    }
    let last = try bed.run("run", "p.yaml")
    #expect(last.code == 0, "\(last.err)")
    expectExactlyOnce(bed)
  }

  @Test(arguments: [1, 2, 3])
  func `killed at any moment, each event is there once`(seed: UInt64) throws {
    let bed = try bed()
    var numbers = Numbers(seed: seed)
    for _ in 0..<6 {
      let child = try bed.start(["run", "p.yaml"], input: "/dev/null")
      usleep(UInt32(10_000 + numbers.next(240_000)))
      child.send(SIGKILL)
      _ = try child.end()
    }
    let last = try bed.run("run", "p.yaml")
    #expect(last.code == 0, "\(last.err)")
    expectExactlyOnce(bed)
  }

  @Test(arguments: [SIGINT, SIGTERM])
  func `a batch that is stopped goes on from there`(signal: Int32) throws {
    let bed = try bed()
    let child = try bed.start(["run", "p.yaml"], input: "/dev/null")
    #expect(Child.wait { bed.names.contains { $0.hasPrefix("out/few-") } })
    child.send(signal)
    let ended = try child.end()
    if ended.code == 130 {
      #expect(ended.err.contains("interrupted: the next run goes on from here"))
    }
    #expect(bed.leftovers == [])
    #expect(try bed.run("run", "p.yaml").code == 0)
    expectExactlyOnce(bed)
  }

  @Test func `files and folders are on the disk before the step that counts on them`() throws {
    let bed = try Bed([
      "p.yaml": """
      version: 1
      sources: [{ use: files, path: in.ndjson, format: ndjson }]
      sinks:
        - { id: all, use: files, path: "out/{part}.ndjson", format: ndjson }
        - { id: bad, from: failed, use: files, path: "bad/{part}.ndjson" }
      run: { checkpoint: state }
      """, "in.ndjson": "{\"app_id\":\"a\"}\nbroken\n",
    ])
    _ = try bed.shell(
      "strace -f -y -o log -e trace=fsync,rename,link $richline run p.yaml > said 2>&1 || true")
    guard bed.text("log").contains("fsync(") else {
      print("no call was looked at, for 'strace' is not there or may not look")
      return
    }
    let calls = bed.lines("log")
    /// The first call behind another one that has these words.
    func place(_ words: String..., behind first: Int = 0) throws -> Int {
      try #require(
        calls.indices.first { place in place > first && words.allSatisfy(calls[place].contains) },
        "\(words)")
    }
    let journal = try place("fsync", "/state/journal.new")
    let isWritten = try place("rename", "state/journal\"", behind: journal)
    let isSafe = try place("fsync", "/state>", behind: isWritten)
    var done = isSafe
    for folder in ["out", "bad"] {
      #expect(try place("fsync", "/\(folder)/.1.ndjson") < journal)
      let name = try place("link(", "\(folder)/1.ndjson\"", behind: isSafe)
      done = max(done, try place("fsync", "/\(folder)>", behind: name))
    }
    let state = try place("fsync", "/state/state.new", behind: done)
    #expect(try place("rename", "state/state\"", behind: state) > state)
  }

  @Test func `one run at a time has a checkpoint`() throws {
    let bed = try Bed(["p.yaml": Self.pipeline])
    try #require(mkfifo(bed.path("fifo"), 0o600) == 0)
    try bed.write("in/0.ndjson", "{\"n\":1}\n")
    let ended = try bed.shell(
      """
      mkdir -p state; exec 9<> state/lock; flock -n 9 || exit 99
      $richline run p.yaml; exit $?
      """)
    #expect(ended.code == 5)
    #expect(ended.err == "richline: the checkpoint 'state' is in use by another run\n")
  }

  @Test func `a damaged state is no state`() throws {
    let bed = try bed()
    #expect(try bed.run("run", "p.yaml").code == 0)
    let state = bed.text("state/state")
    try bed.write("state/state", state.replacingOccurrences(of: "epoch", with: "epoc"))
    let ended = try bed.run("run", "p.yaml")
    #expect(ended.code == 5)
    #expect(
      ended.err == """
        richline: the checkpoint 'state' is damaged: 'state' is no whole state; without the folder the run begins anew

        """)
  }

  @Test func `files of a run that goes on keep its name`() throws {
    let bed = try bed()
    _ = try bed.shell("RICHLINE_KILL_AT=committed:2 $richline run p.yaml")
    usleep(1_100_000)
    #expect(try bed.run("run", "p.yaml").code == 0)
    let runs = Set(
      bed.names.filter { $0.hasPrefix("out/all-") }.map { $0.dropFirst(8).prefix(19) })
    #expect(runs.count == 1)
  }

  @Test func `an input that has grown is read from where it ended`() throws {
    let bed = try bed()
    #expect(try bed.run("run", "p.yaml").code == 0)
    let old = bed.text("in/2.ndjson")
    let more = "{\"n\":60001}\n{\"n\":60002}\n"
    let handle = try #require(FileHandle(forWritingAtPath: bed.path("in/2.ndjson")))
    handle.seekToEndOfFile()
    handle.write(Data(more.utf8))
    try handle.close()
    #expect(bed.text("in/2.ndjson") == old + more)
    let ended = try bed.run("run", "p.yaml")
    #expect(ended.err.contains("events 2 = written 2 "))
  }
}
