import StageKit
import Synchronization
import Testing

#if canImport(Glibc)
  import Glibc
#endif

@testable import Engine

@Suite struct `runs at their edges` {
  private static let lines = """
    sinks:
      - { id: good, use: good, format: lines, only: [line] }
    """
  private static let numbered = """
    stages: [{ use: numbering }]
    sinks:
      - { id: good, use: good, format: lines, only: [number, line] }
    """

  @Test(.timeLimit(.minutes(20)), arguments: [1, 1_000_000, 1_100_000, 3_000_000, 64_000_000])
  func `any memory budget will do`(memory: Int) throws {
    let long = String(repeating: "z", count: 2_500_000)
    let lines = (0..<90_000).map { $0 % 30_000 == 7 ? "l\(long)" : "line number \($0) of many" }
    var bed = Bed(lines.joined(separator: "\n"))
    bed.settings.workers = 3
    let (outcome, good, _, _) = try bed.run(Self.lines, memory: memory)
    #expect(outcome.status == .good)
    #expect(good == lines)
  }

  @Test(.timeLimit(.minutes(20)), arguments: [1, 4])
  func `five thousand inputs are read in order`(workers: Int) throws {
    var bed = Bed(inputs: (0..<5000).map { MemorySource("in \($0)", name: "input \($0)") })
    bed.settings.workers = workers
    let (outcome, good, _, _) = try bed.run(Self.numbered, memory: 3_000_000)
    #expect(outcome.status == .good)
    #expect(good == (0..<5000).map { "\($0 + 1) in \($0)" })
    #expect(outcome.report[0].hasPrefix("memory   lines 5000 = records 5000"))
  }

  @Test(arguments: [1, 4])
  func `inputs that cannot be read before stages that take turns count once`(
    workers: Int
  ) throws {
    let inputs: [any ByteInput] = (0..<400).map { number -> any ByteInput in
      number % 2 == 0 ? MissingInput(name: "m\(number)") : MemorySource("in \(number)\n-\n!\n")
    }
    var bed = Bed(inputs: inputs)
    bed.settings.workers = workers
    let (outcome, good, _, rejects) = try bed.run(Self.numbered)
    #expect(outcome.status == .trouble)
    #expect(good.count == 200 && good[199] == "200 in 399")
    #expect(rejects.count == 400)
    #expect(rejects[0] == "memory input: - | no 'm0' | owed ")
    #expect(rejects[399] == "memory parse 3: ! | it begins with '!' | owed good")
    #expect(outcome.messages == stride(from: 0, to: 400, by: 2).map { "no 'm\($0)'" })
  }

  @Test(arguments: [1, 255, 256, 257, 1000])
  func `a record that breaks behind many events leaves none of them`(events: Int) throws {
    var bed = Bed("a\n!\(events)\nb\n*2\n")
    let (outcome, good, _, rejects) = try bed.run(Self.numbered)
    #expect(outcome.status == .good)
    #expect(good == ["1 a", "2 b", "3 *2", "4 *2"])
    #expect(rejects == ["memory parse 2: !\(events) | it begins with '!' | owed good"])
  }

  @Test func `a part of a record over many slices says of how many`() throws {
    var bed = Bed("*600\n")
    let (_, _, _, rejects) = try bed.run(
      """
      stages: [{ use: picky, letter: '*', when: 'part == 0 || part == 300 || part == 599' }]
      sinks:
        - { id: good, use: good, format: lines, only: [line] }
      """)
    let about = "*600 | '*600' is not liked | owed good"
    #expect(rejects == [1, 301, 600].map { "picky plugin 1 \($0)/600: \(about)" })
  }

  @Test(.timeLimit(.minutes(20)), arguments: [1, 3])
  func `many short lines at stages that wait come in several rounds`(workers: Int) throws {
    let count = 30_000
    var bed = Bed((0..<count).map { "\($0 % 9)\n" }.joined())
    bed.settings.workers = workers
    let (outcome, good, _, _) = try bed.run(
      """
      stages: [{ use: numbering }, { use: slow_answer }, { id: again, use: numbering }]
      sinks:
        - { id: good, use: good, format: lines, only: [number, answer] }
      """)
    #expect(outcome.status == .good)
    #expect(good == (0..<count).map { "\($0 + 1) \($0 % 9)" })
  }

  @Test func `errors are noted by every kind of stage, and passed-over events have none`() throws {
    var bed = Bed("xa\nb\nxc\n")
    let (outcome, good, _, rejects) = try bed.run(
      """
      stages:
        - { use: slow_answer, on_error: continue, when: 'line != "xc"' }
        - { use: picky, on_error: continue }
      sinks:
        - { id: good, use: good, format: lines, only: [line, answer, errors] }
      """)
    let plugin = { (line: String) in
      "{\"stage\":\"picky\",\"class\":\"plugin\",\"message\":\"'\(line)' is not liked\"}"
    }
    let wait = "{\"stage\":\"slow_answer\",\"class\":\"timeout\",\"message\":\"no answer\"}"
    #expect(good == ["xa  [\(wait),\(plugin("xa"))]", "b b ", "xc  [\(plugin("xc"))]"])
    #expect((outcome.status, rejects) == (.good, []))
  }

  @Test(arguments: [
    (nil, "[N]"), ("[]", "[N]"), ("[1]", "[1,N]"), ("{\"a\":[1]}", "[{\"a\":[1]},N]"),
    ("\"x\"", "[\"x\",N]"), ("null", "[null,N]"),
  ])
  func `a note joins what the input's own field of its name holds`(
    before: String?, after: String
  ) {
    let arena = Arena()
    let slot = before.map { Slot.json(.constant($0)) } ?? .empty
    let noted = ErrorNote.adding(Failure(.plugin, "m"), stage: "s", to: slot, arena)
    let note = "{\"stage\":\"s\",\"class\":\"plugin\",\"message\":\"m\"}"
    let parts = after.split(separator: "N", omittingEmptySubsequences: false)
    #expect(noted.bytes.string == parts.joined(separator: note))
    withExtendedLifetime(arena) {}
  }
}

@Suite struct `runs that are ended` {
  private static let lines = """
    sinks:
      - { id: good, use: good, format: lines, only: [line] }
    """

  @Test(.timeLimit(.minutes(20)))
  func `a sink that fails ends a run whose input is silent`() throws {
    var bed = Bed(inputs: [SilentInput("a\nb\n")], isEndless: true)
    bed.fault = .cannotWrite
    let (outcome, _, _, _) = try bed.run(Self.lines)
    #expect(outcome.status == .trouble)
    #expect(outcome.messages == ["cannot write to memory: it is full"])
  }

  @Test(.timeLimit(.minutes(20)))
  func `a stop finishes the lines of an endless input, and half a line fails with its bytes`()
    throws
  {
    let control = RunControl()
    let input = SilentInput("a\nb\nc") { control.stop(interrupted: false) }
    var bed = Bed(inputs: [input], isEndless: true)
    bed.control = control
    let (outcome, good, _, rejects) = try bed.run(Self.lines)
    #expect((outcome.status, good) == (.good, ["a", "b"]))
    #expect(
      rejects.map {
        $0.hasSuffix("parse 3: c | the input ends in the middle of this line | owed good")
      }
        == [true])
  }

  @Test(.timeLimit(.minutes(20)))
  func `a stop ends a run in the middle of a record that is too long`() throws {
    let control = RunControl()
    let long = String(repeating: "z", count: 2_000_000)
    let input = SilentInput("a\n\(long)") { control.stop(interrupted: false) }
    var bed = Bed(inputs: [input], isEndless: true)
    bed.control = control
    bed.settings.maxRecord = 1 << 20
    let (outcome, good, _, rejects) = try bed.run(Self.lines)
    #expect((outcome.status, good) == (.good, ["a"]))
    #expect(
      rejects == [
        "memory too_large 2: 65536 bytes | the record has 2000000 bytes, more than the 1048576 allowed | owed good"
      ])
  }

  @Test func `an input that breaks off inside a record that is too long fails once`() throws {
    let long = String(repeating: "z", count: 5_000_000)
    var bed = Bed("a\n\(long)", failure: Failure(.input, "'memory' is cut off"))
    let (outcome, good, _, rejects) = try bed.run(Self.lines)
    #expect(outcome.messages == ["'memory' is cut off"])
    #expect(good == ["a"])
    #expect(
      rejects == [
        "memory too_large 2: 65536 bytes | the record has 5000000 bytes, more than the 4194304 allowed | owed good",
        "memory input: - | 'memory' is cut off | owed ",
      ])
  }

  @Test(.timeLimit(.minutes(20)), arguments: 1...8)
  func `a sink that fails ends a run with blocks at stages that wait`(_: Int) throws {
    var bed = Bed((0..<200_000).map { "\($0 % 9) line number \($0)\n" }.joined())
    bed.settings.workers = 3
    bed.fault = .cannotWrite
    let (outcome, _, _, _) = try bed.run(
      """
      stages: [{ use: numbering }, { use: slow_answer }, { id: again, use: slow_answer }]
      sinks:
        - { id: good, use: good, format: lines, only: [answer] }
      """)
    #expect(outcome.status == .trouble)
  }

  @Test func `a batch that is interrupted writes nothing`() throws {
    var bed = Bed("a\n")
    bed.control.stop(interrupted: true)
    let (outcome, good, _, _) = try bed.run(Self.lines)
    #expect((outcome.status, good) == (.interrupted, []))
  }

  @Test(.timeLimit(.minutes(20)), arguments: [1, 3])
  func `a sink that takes nothing holds the source back`(workers: Int) throws {
    let (memory, total) = (4_000_000, 64_000_000)
    let input = CountedInput(total)
    let sink = HesitantSink(input)
    var bed = Bed(inputs: [input])
    bed.settings.workers = workers
    bed.goodSink = sink
    let (outcome, _, _, _) = try bed.run(Self.lines, memory: memory)
    #expect(outcome.status == .good)
    #expect(input.given.load(ordering: .relaxed) == total)
    let ahead = sink.ahead.load(ordering: .relaxed)
    #expect((1...2 * memory).contains(ahead), "\(ahead) bytes were read")
  }
}

/// Lines of 64 bytes; says how many bytes it has given.
private final class CountedInput: ByteInput {
  let name = "counted"
  let given = Atomic<Int>(0)
  private let total: Int

  init(_ total: Int) { self.total = total }
  func open() throws(Failure) -> any ByteStream { Stream(input: self) }

  private final class Stream: ByteStream {
    let input: CountedInput
    init(input: CountedInput) { self.input = input }

    func read(into room: UnsafeMutableRawBufferPointer) throws(Failure) -> Int {
      let count = min(room.count, input.total - input.given.load(ordering: .relaxed)) & ~63
      for place in 0..<count { room[place] = place & 63 == 63 ? 10 : 97 }
      input.given.add(count, ordering: .relaxed)
      return count
    }

    func wait(milliseconds: Int) -> Bool { true }
    var letsWait: Bool { false }
    func close() {}
  }
}

/// Takes its first rows when the source has been silent for a while, and notes how far that one got.
private final class HesitantSink: Sink {
  static let spec = Spec("hesitant", "takes its time")
  let ahead = Atomic<Int>(0)
  private let input: CountedInput?

  init(_ input: CountedInput) { self.input = input }
  init(_ setup: Setup) throws(Findings) { preconditionFailure("made by a test") }
  func open(_ run: SinkRun) throws(Failure) -> any SinkWriter { Writer(sink: self) }

  private final class Writer: SinkWriter, @unchecked Sendable {
    // Sendable: one thread at a time uses a writer.
    let sink: HesitantSink
    private var rows = 0
    init(sink: HesitantSink) { self.sink = sink }
    var confirmed: UInt64 { UInt64(rows) }

    func write(_ bytes: UnsafeRawBufferPointer) {
      if rows == 0 { sink.hesitate() }
      rows += bytes.count { $0 == 10 }
    }

    func flush() {}
    func prepare() -> [PendingName] { [] }
    func abort() {}
  }

  private func hesitate() {
    var quiet = 0
    while quiet < 30 {
      let now = input?.given.load(ordering: .relaxed) ?? 0
      quiet = now == ahead.exchange(now, ordering: .relaxed) ? quiet + 1 : 0
      usleep(10_000)
    }
  }
}
