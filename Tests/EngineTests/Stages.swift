import StageKit
import Synchronization

#if canImport(Glibc)
  import Glibc
#endif

/// Gives up on lines that begin with a letter; notes the others in `seen`.
struct Picky: EventStage {
  static let line = Input("line", .text, default: "line", "the line")
  static let letter = Option<String>("letter", "lines that begin with it fail", default: "x")
  static let seen = Output("seen", .text, "the line again")
  static let spec = StageSpec("picky", "fails for some lines", line, letter, seen)
  let line: InputRef
  let seen: OutputRef
  let letter: UInt8

  init(_ setup: Setup) throws(Findings) {
    line = setup[Self.line]
    seen = setup[Self.seen]
    letter = setup[Self.letter].utf8.first ?? 0
  }

  func enrich(_ event: borrowing Event, _ changes: inout Changes) throws(Failure) {
    guard let text = event.text(line) else { return }
    changes.set(seen, text: text)
    if text[0] == letter { throw Failure(.plugin, "'\(text.string)' is not liked") }
  }
}

/// Numbers the events in the order in which it sees them: a stage with memory.
struct Numbering: OrderedStage {
  static let number = Output("number", .integer, "1 for the first event")
  static let spec = StageSpec("numbering", "numbers events", number)
  private let number: OutputRef

  init(_ setup: Setup) throws(Findings) { number = setup[Self.number] }

  func makeMemory() -> Int64 { 0 }

  func enrich(
    _ event: borrowing Event, _ changes: inout Changes, _ memory: inout Int64
  ) throws(Failure) {
    memory += 1
    changes.set(number, .integer(memory))
  }
}

/// Answers after a while, from another thread, in another order than it was asked.
struct SlowAnswer: WaitingStage {
  static let line = Input("line", .text, default: "line", "the line")
  static let answer = Output("answer", .text, "what came back")
  static let spec = StageSpec("slow_answer", "waits", line, answer)
  let line: InputRef
  let answer: OutputRef
  /// Waits that are under way at once, at most so far.
  static let most = Atomic<Int>(0)
  static let underWay = Atomic<Int>(0)

  init(_ setup: Setup) throws(Findings) {
    line = setup[Self.line]
    answer = setup[Self.answer]
  }

  func begin(_ call: WaitingCall) {
    let now = Self.underWay.add(1, ordering: .relaxed).newValue
    _ = Self.most.max(now, ordering: .relaxed)
    afterwards(milliseconds: UInt32(now % 7) * 3) { [self] in
      let lines = call.batch.column(line)
      call.batch.rows.forEach { row in
        guard let text = lines[row].text else { return }
        if text[0] == UInt8(ascii: "x") {
          call.changes.fail(row: row, Failure(.timeout, "no answer"))
        } else {
          call.changes.set(answer, row: row, .text(text.prefix(1)))
        }
      }
      Self.underWay.subtract(1, ordering: .relaxed)
      call.finish()
      call.finish()
    }
  }
}

/// Runs something on a thread of its own after a while: as an answer from outside comes.
func afterwards(milliseconds: UInt32, _ body: @escaping @Sendable () -> Void) {
  final class Box {
    let body: @Sendable () -> Void
    let pause: UInt32
    init(_ body: @escaping @Sendable () -> Void, _ pause: UInt32) {
      self.body = body
      self.pause = pause
    }
  }
  var thread = pthread_t()
  pthread_create(
    &thread, nil,
    { argument in
      guard let argument else { return nil }
      let box = Unmanaged<Box>.fromOpaque(argument).takeRetainedValue()
      usleep(box.pause * 1000)
      box.body()
      return nil
    }, Unmanaged.passRetained(Box(body, milliseconds)).toOpaque())
  pthread_detach(thread)
}

/// Counts lines in its workspace, and those that begin with a letter.
struct Tallying: WorkspaceStage {
  static let line = Input("line", .text, default: "line", "the line")
  static let spec = StageSpec("tallying", "counts", line)
  let line: InputRef

  struct Counts {
    var all = 0
    var letters = 0
  }

  init(_ setup: Setup) throws(Findings) { line = setup[Self.line] }

  func makeWorkspace(_ lookups: Lookups) -> Counts { Counts() }

  func counters(_ counts: Counts) -> [StageCounter] {
    [
      StageCounter("lines", counts.all), StageCounter("letters", counts.letters, of: counts.all),
      StageCounter("never", 0),
    ]
  }

  func enrich(
    _ event: borrowing Event, _ changes: inout Changes, _ counts: inout Counts
  ) throws(Failure) {
    counts.all += 1
    if let text = event.text(line), text[0] >= 0x61 { counts.letters += 1 }
  }
}
