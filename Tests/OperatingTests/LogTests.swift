import Engine
import Logging
import RunLogging
import Synchronization
import Testing

/// Lines that a log gave.
final class Lines: Sendable {
  private let list = Mutex<[String]>([])

  var all: [String] { list.withLock { $0 } }
  func add(_ line: String) { list.withLock { $0.append(line) } }

  /// A logger that writes here; its time stands still.
  func logger(_ format: LogFormat, _ level: Logger.Level = .trace) -> Logger {
    var handler = LineLogHandler(format, clock: { 1_795_302_744_500 }, write: add)
    handler.logLevel = level
    return Logger(label: "test") { [handler] _ in handler }
  }
}

@Suite struct `lines of the log` {
  @Test func `as text`() {
    let lines = Lines()
    let logger = lines.logger(.text, .info)
    logger.debug("too low")
    logger.info("so it is")
    logger.notice("it changed", metadata: ["sink": "out"])
    logger.warning("it is odd")
    logger.error("it is bad:\nin two lines")
    #expect(
      lines.all == [
        "richline: info: so it is", "richline: notice: it changed", "richline: it is odd",
        "richline: it is bad:\nin two lines",
      ])
  }

  @Test func `as JSON`() {
    let lines = Lines()
    var logger = lines.logger(.json)
    logger.warning("it \"is\"\n", metadata: ["sink": "out", "a": "b"])
    logger[metadataKey: "host"] = "here"
    logger.critical("x")
    #expect(
      lines.all == [
        #"{"time":"2026-11-21T23:12:24.500Z","level":"warning","message":"it \"is\"\n","a":"b","sink":"out"}"#,
        #"{"time":"2026-11-21T23:12:24.500Z","level":"critical","message":"x","host":"here"}"#,
      ])
  }

  @Test func `names of files steer no terminal`() {
    let lines = Lines()
    lines.logger(.text).warning("cannot open '\u{1B}[2J\r\u{202E}x'")
    lines.logger(.json).warning("\u{1B}[2J")
    #expect(lines.all[0] == "richline: cannot open '·[2J··x'")
    #expect(lines.all[1].contains(#""message":"\u001b[2J""#))
  }
}

@Suite struct `what is said of a run` {
  @Test(arguments: [
    (RunEvent.began(pipeline: "p@1"), "richline: info: the pipeline 'p@1' runs"),
    (.inputFailed(source: "in", message: "cannot open 'x'"), "richline: cannot open 'x'"),
    (.committed(epoch: 7), "richline: debug: checkpoint 7 is made"),
    (
      .isSuspicious(starts: 3),
      "richline: 3 runs in a row were killed before a checkpoint: records are read one by one"
    ),
    (
      .sinkWaits(sink: "s", milliseconds: 70, reason: "it is full"),
      "richline: 's' waits 70 ms: it is full"
    ),
    (.sinkGoesOn(sink: "s"), "richline: notice: 's' goes on"),
    (
      .lookupReplaced(lookup: "l", version: "v 2"),
      "richline: notice: lookup 'l' is now v 2"
    ),
    (
      .lookupKept(lookup: "l", reason: "it is gone"),
      "richline: lookup 'l' stays as it was: it is gone"
    ),
    (
      .pipelineReplaced(pipeline: "p@2", before: "p@1", balance: ["a = b", "c = d"]),
      "richline: notice: 'p@2' takes over from 'p@1', of which this became:\na = b\nc = d"
    ),
    (.pipelineKept(reason: "3 mistakes"), "richline: the pipeline stays as it was: 3 mistakes"),
    (.stopping, "richline: info: the run is being stopped"),
  ]) func `is one line`(event: RunEvent, line: String) {
    let lines = Lines()
    LogObserver(lines.logger(.text)).note(event)
    #expect(lines.all == [line])
  }

  @Test func `is limited when it is ever the same`() {
    let lines = Lines()
    let time = Atomic<Int64>(5)
    let observer = LogObserver(lines.logger(.text)) { time.load(ordering: .relaxed) }
    for number in 1...50 { observer.note(.inputFailed(source: "a", message: "a\(number)")) }
    observer.note(.inputFailed(source: "b", message: "b"))
    #expect(lines.all == (1...20).map { "richline: a\($0)" } + ["richline: b"])
    time.store(60_005, ordering: .relaxed)
    observer.note(.inputFailed(source: "a", message: "a51"))
    #expect(
      lines.all.dropFirst(21) == [
        "richline: 30 more messages like the last ones of 'input of a' were left out",
        "richline: a51",
      ])
    for _ in 1...25 { observer.note(.sinkGoesOn(sink: "s")) }
    observer.note(.ended(RunOutcome(.trouble, messages: ["it broke"])))
    #expect(
      lines.all.suffix(3) == [
        "richline: 5 more messages like the last ones of 'sink s' were left out",
        "richline: it broke", "richline: info: the run has ended with 5",
      ])
  }
}

@Suite struct `the limit of repetitions` {
  @Test func `tells twenty a minute and how many it kept`() {
    var limit = RepeatLimit()
    for _ in 1...20 { #expect(limit.judge("a", at: 0) == .tell(missed: 0)) }
    #expect(limit.judge("a", at: 59_999) == .suppress)
    #expect(limit.judge("b", at: 59_999) == .tell(missed: 0))
    #expect(limit.judge("a", at: 60_000) == .tell(missed: 1))
    for _ in 1...19 { #expect(limit.judge("a", at: 60_001) == .tell(missed: 0)) }
    #expect(limit.judge("a", at: 60_001) == .suppress)
    #expect(limit.judge("a", at: 60_001) == .suppress)
    let missed = limit.takeMissed()
    #expect(missed.map(\.name) == ["a"] && missed.map(\.count) == [2])
    #expect(limit.takeMissed().isEmpty)
  }

  @Test func `knows a bounded number of kinds`() {
    var limit = RepeatLimit()
    for number in 0..<100_000 { #expect(limit.judge("k\(number)", at: 0) == .tell(missed: 0)) }
  }
}
