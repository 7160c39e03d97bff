import Engine
import StageKit
import Synchronization
import Testing

@Suite struct `a run` {
  static let plain = """
    sinks:
      - { id: good, use: good, format: lines, only: [line] }
    """
  static let picky = """
    stages: [{ use: picky }]
    sinks:
      - { id: good, use: good, format: lines, only: [line] }
    """

  @Test func `writes lines in order and prints a balance`() throws {
    var bed = Bed("#head\nb\n\na\n-\n!c\nd")
    let (outcome, good, _, rejects) = try bed.run(Self.plain)
    #expect(good == ["b", "a", "d"])
    #expect(rejects == ["memory parse 6: !c | it begins with '!' | owed good"])
    #expect(outcome.status == .good)
    #expect(
      outcome.report == [
        "memory   lines 7 = records 5 + headers 1 + blank 1; records 5 = decoded 3 + failed 1 + empty 1; events 3",
        "good     events 3 = written 3 + filtered 0 + failed 0 + dropped 0",
        "rejects  failed 1 + 0 = written 1",
      ])
  }

  @Test(arguments: [1, 4])
  func `what stages count is told at the end`(_ workers: Int) throws {
    let lines = (0..<3000).map { "\($0 % 3 == 0 ? "a" : "1")\($0)" }
    var bed = Bed(lines.joined(separator: "\n") + "\n", readSize: 4096)
    bed.settings.workers = workers
    let (outcome, _, _, _) = try bed.run(
      """
      stages: [{ id: first, use: tallying }, { use: tallying, when: line == "none" }, { use: picky }]
      sinks:
        - { id: good, use: good, format: lines, only: [line] }
      """)
    #expect(outcome.counters == ["first: lines 3000, letters 1000 (33.3 %)"])
    #expect(outcome.report.count == 3)
  }

  @Test(arguments: [true, false])
  func `a run that nobody reads has no report, and balances all the same`(reports: Bool) throws {
    var bed = Bed("a\nb\n")
    bed.settings.reports = reports
    let (outcome, good, _, _) = try bed.run(Self.plain)
    #expect(outcome.status == .good && good.count == 2)
    #expect(outcome.report.isEmpty == !reports)
    #expect(bed.control.snapshot()?.balance.isEmpty == false)
  }

  @Test func `an empty input balances`() throws {
    var bed = Bed("")
    let (outcome, good, _, rejects) = try bed.run(Self.plain)
    #expect((outcome.status, good, rejects) == (.good, [], []))
  }

  @Test(arguments: [1, 2, 4], [1, 7, 4096, 1 << 20])
  func `workers and sizes of reads change nothing`(workers: Int, readSize: Int) throws {
    let lines = (0..<(readSize == 1 ? 3_000 : 60_000)).map {
      ($0 % 10 == 3 ? "x" : "l") + "ine \($0) " + String(repeating: "y", count: $0 % 60)
    }
    var bed = Bed(lines.joined(separator: "\n") + "\n", readSize: readSize)
    bed.settings.workers = workers
    let (outcome, good, _, rejects) = try bed.run(Self.picky)
    #expect(outcome.status == .good)
    #expect(good == lines.filter { $0.first != "x" })
    #expect(rejects.count == lines.count { $0.first == "x" })
    #expect(rejects[1].hasPrefix("picky plugin 14: "))
  }

  @Test func `a failing event shows nothing of what was set and keeps its bytes`() throws {
    var bed = Bed("good\nxbad\n")
    let (_, good, _, rejects) = try bed.run(
      """
      stages: [{ use: picky }]
      sinks:
        - { id: good, use: good, format: lines, only: [seen] }
      """)
    #expect(good == ["good"])
    #expect(rejects == ["picky plugin 2: xbad | 'xbad' is not liked | owed good"])
  }

  @Test func `on_error continue keeps the event and notes the error`() throws {
    var bed = Bed("good\nxbad\n")
    let (outcome, good, _, rejects) = try bed.run(
      """
      stages: [{ use: picky, on_error: continue }]
      sinks:
        - { id: good, use: good, format: lines, only: [line, seen, errors] }
      """)
    #expect(
      good == [
        "good good ",
        "xbad  [{\"stage\":\"picky\",\"class\":\"plugin\",\"message\":\"'xbad' is not liked\"}]",
      ])
    #expect(rejects == [])
    #expect(outcome.status == .good)
  }

  @Test func `on_error drop counts and writes nothing`() throws {
    var bed = Bed("good\nxbad\n")
    let (outcome, good, _, rejects) = try bed.run(
      """
      stages: [{ use: picky, on_error: drop }]
      sinks:
        - { id: good, use: good, format: lines, only: [line] }
      """)
    #expect((good, rejects) == (["good"], []))
    #expect(outcome.report[1].hasSuffix("written 1 + filtered 0 + failed 0 + dropped 1"))
  }

  @Test func `branches have their own versions of fields`() throws {
    var bed = Bed("a\nb\nxc\n")
    let (outcome, good, other, rejects) = try bed.run(
      """
      stages:
        - { id: one, use: picky, letter: q }
        - { id: two, use: picky, from: memory, letter: x }
      sinks:
        - { id: good, from: one, use: good, format: lines, only: [line, seen] }
        - { id: other, from: two, use: other, format: lines, only: [line, seen], when: 'line != "a"' }
      """)
    #expect(good == ["a a", "b b", "xc xc"])
    #expect(other == ["b b"])
    #expect(rejects == ["two plugin 3: xc | 'xc' is not liked | owed other"])
    #expect(
      outcome.report[2] == "other    events 3 = written 1 + filtered 1 + failed 1 + dropped 0")
    #expect(outcome.status == .good)
  }

  @Test func `events that are passed over keep their fields`() throws {
    var bed = Bed("a\nxb\n")
    let (outcome, good, _, _) = try bed.run(
      """
      stages: [{ use: picky, when: 'line == "a"' }]
      sinks:
        - { id: good, use: good, format: lines, only: [line, seen] }
      """)
    #expect(good == ["a a", "xb "])
    #expect(outcome.status == .good)
  }

  @Test func `a record with many events fills slice after slice`() throws {
    var bed = Bed("a\n*1000\nb\n*3\n")
    let (outcome, good, _, rejects) = try bed.run(
      """
      stages: [{ use: picky, letter: '*', when: 'part == 2' }]
      sinks:
        - { id: good, use: good, format: lines, only: [line, part] }
      """)
    #expect(good.count == 1003)
    #expect(good[0..<4] == ["a 0", "*1000 0", "*1000 1", "*1000 3"])
    #expect(good[1000..<1003] == ["b 0", "*3 0", "*3 1"])
    #expect(rejects.count == 2)
    #expect(rejects[1].hasPrefix("picky plugin 4 3/3: *3"))
    #expect(outcome.report[0].hasSuffix("events 1005"))
  }

  @Test func `a record that is too long fails with its beginning and the rest goes on`() throws {
    var bed = Bed("a\n" + String(repeating: "z", count: 300_000) + "\nb\n")
    bed.settings.maxRecord = 100_000
    let (outcome, good, _, rejects) = try bed.run(Self.plain)
    #expect(good == ["a", "b"])
    #expect(
      rejects == [
        "memory too_large 2: 65536 bytes | the record has 300000 bytes, more than the 100000 allowed | owed good"
      ])
    #expect(outcome.status == .good)
  }

  @Test func `a record of many megabytes fails with its beginning and the rest goes on`() throws {
    var bed = Bed("a\n" + String(repeating: "z", count: 9_000_000) + "\nb\n", readSize: 70_001)
    let (outcome, good, _, rejects) = try bed.run(Self.plain)
    #expect(good == ["a", "b"])
    #expect(
      rejects == [
        "memory too_large 2: 65536 bytes | the record has 9000000 bytes, more than the 4194304 allowed | owed good"
      ])
    #expect(outcome.status == .good)
  }

  @Test func `an input that breaks off keeps what was read and ends with 5`() throws {
    var bed = Bed("a\nb", failure: Failure(.input, "'memory' is cut off"))
    let (outcome, good, _, rejects) = try bed.run(Self.plain)
    #expect(good == ["a"])
    #expect(
      rejects == [
        "memory parse 2: b | the input ends in the middle of this line | owed good",
        "memory input: - | 'memory' is cut off | owed ",
      ])
    #expect(outcome.status == .trouble)
    #expect(outcome.messages == ["'memory' is cut off"])
  }

  @Test func `a sink that cannot write ends the run with 5`() throws {
    var bed = Bed((0..<200_000).map { "line \($0)\n" }.joined())
    bed.fault = .cannotWrite
    let (outcome, good, _, _) = try bed.run(Self.plain)
    #expect(outcome.status == .trouble)
    #expect(outcome.messages == ["cannot write to memory: it is full"])
    #expect(good == [])
  }
}

@Suite struct `stages of other kinds` {
  @Test(arguments: [1, 4])
  func `an ordered stage sees events in the order of the input`(workers: Int) throws {
    let count = 120_000
    var bed = Bed((0..<count).map { "line number \($0) of many\n" }.joined())
    bed.settings.workers = workers
    let (outcome, good, _, _) = try bed.run(
      """
      stages: [{ use: numbering }]
      sinks:
        - { id: good, use: good, format: lines, only: [number, line] }
      """)
    #expect(outcome.status == .good)
    #expect(good == (0..<count).map { "\($0 + 1) line number \($0) of many" })
  }

  @Test func `a waiting stage holds no worker`() throws {
    let count = 150_000
    var bed = Bed((0..<count).map { "\($0 % 9) line number \($0)\n" }.joined() + "xno\n")
    bed.settings.workers = 1
    let (outcome, good, _, rejects) = try bed.run(
      """
      stages: [{ use: slow_answer }]
      sinks:
        - { id: good, use: good, format: lines, only: [answer] }
      """)
    #expect(outcome.status == .good)
    #expect(good == (0..<count).map { "\($0 % 9)" })
    #expect(rejects == ["slow_answer timeout \(count + 1): xno | no answer | owed good"])
    #expect(SlowAnswer.most.load(ordering: .relaxed) > 1)
  }

  @Test func `waiting and ordered stages follow each other`() throws {
    let count = 90_000
    var bed = Bed((0..<count).map { "\($0 % 9) line number \($0)\n" }.joined())
    bed.settings.workers = 3
    let (outcome, good, _, _) = try bed.run(
      """
      stages: [{ use: numbering }, { use: slow_answer }, { id: again, use: picky }]
      sinks:
        - { id: good, use: good, format: lines, only: [number, answer] }
      """)
    #expect(outcome.status == .good)
    #expect(good == (0..<count).map { "\($0 + 1) \($0 % 9)" })
  }
}

@Suite struct `the balance` {
  @Test(arguments: [
    (MemorySink.Fault.dropsRow, "good: handed over 3 rows, the target took 2"),
    (.doublesRow, "good: handed over 3 rows, the target took 4"),
    (.forgetsConfirmation, "good: handed over 3 rows, the target took 2"),
  ])
  func `fails when a row is lost, doubled or not confirmed`(
    fault: MemorySink.Fault, message: String
  ) throws {
    var bed = Bed("a\nb\nc\n")
    bed.fault = fault
    let (outcome, _, _, _) = try bed.run(`a run`.plain)
    #expect(outcome.status == .unbalanced)
    let heading = "the counts do not balance; nothing more was written under its final name:"
    #expect(outcome.messages == [heading, message])
  }
}

@Suite struct `events that fail while their record is decoded` {
  @Test(arguments: [1, 4])
  func `fail alone and are counted at every sink`(workers: Int) throws {
    var bed = Bed("a\n?600\n?3\nb\n")
    bed.settings.workers = workers
    let (outcome, good, _, rejects) = try bed.run(
      """
      stages: [{ use: picky, letter: q }]
      sinks:
        - { id: good, use: good, format: lines, only: [line, part] }
      """)
    #expect(outcome.status == .good)
    #expect(good.count == 2 + 400 + 2)
    #expect(good.suffix(3) == ["?3 0", "?3 1", "b 0"])
    #expect(rejects.count == 201)
    #expect(rejects[200] == "memory invalid 3 3/3: ?3 | the third is bad | owed good")
    #expect(
      outcome.report == [
        "memory   lines 4 = records 4 + headers 0 + blank 0; records 4 = decoded 4 + failed 0; events 605, of them failed 201",
        "good     events 605 = written 404 + filtered 0 + failed 201 + dropped 0",
        "rejects  failed 201 + 0 = written 201",
      ])
  }
}
