import StageKit
import Synchronization
import Testing

@testable import Engine

@Suite struct `a run that is looked at` {
  /// What an observer heard.
  final class Heard: RunObserver {
    private let list = Mutex<[RunEvent]>([])
    var all: [RunEvent] { list.withLock { $0 } }
    func note(_ event: RunEvent) { list.withLock { $0.append(event) } }
  }

  /// Looks at a run as often as it can, until it is over.
  final class Looker: Sendable {
    private let looks = Mutex<[RunSnapshot]>([])
    private let isOver = Atomic<Bool>(false)

    func start(_ control: RunControl) -> WorkThread? {
      WorkThread.start {
        while !self.isOver.load(ordering: .acquiring) {
          guard let look = control.snapshot() else { continue }
          self.looks.withLock { $0.append(look) }
        }
      }
    }

    func end(_ thread: WorkThread) -> [RunSnapshot] {
      isOver.store(true, ordering: .releasing)
      thread.join()
      return looks.withLock { $0 }
    }
  }

  @Test func `is never out of balance, and only grows`() throws {
    var bed = Bed((0..<300_000).map { $0 % 9 == 0 ? "xline \($0)\n" : "line \($0)\n" }.joined())
    bed.settings.workers = 3
    let looker = Looker()
    let thread = try #require(looker.start(bed.control))
    let (outcome, good, _, rejects) = try bed.run(`a run`.picky)
    let looks = looker.end(thread)
    #expect(outcome.status == .good)
    #expect(looks.count > 3)
    #expect(looks.allSatisfy { $0.imbalances.isEmpty })
    for (a, b) in zip(looks, looks.dropFirst()) {
      #expect(a.sources[0].records <= b.sources[0].records)
      #expect(a.sources[0].lines <= b.sources[0].lines)
      #expect(a.sinks[0].written <= b.sinks[0].written && a.sinks[0].taken <= b.sinks[0].taken)
    }
    for look in looks {
      let source = look.sources[0]
      #expect(source.lines == source.records + source.inFlight)
      #expect(look.stages[0].incoming == source.events)
      #expect(look.memory.inUse >= 0 && look.memory.inUse <= look.memory.limit + 1 << 20)
    }
    let last = try #require(bed.control.snapshot())
    #expect(last.phase == .ended(.good))
    #expect(last.balance == outcome.report)
    #expect(last.sinks.map(\.confirmed) == [UInt64(good.count), UInt64(rejects.count)])
    #expect((last.openTickets, last.lagMilliseconds, last.sources[0].inFlight) == (0, 0, 0))
    #expect(last.failedShare == Double(rejects.count) / 300_000)
  }

  @Test func `is told of by an observer`() throws {
    let heard = Heard()
    var bed = Bed("a\nb", failure: Failure(.input, "'memory' is cut off"))
    bed.control = RunControl(observer: heard)
    let (outcome, _, _, _) = try bed.run(`a run`.plain)
    #expect(heard.all.count == 3)
    guard case .began(let pipeline)? = heard.all.first else {
      Issue.record("\(heard.all)")
      return
    }
    #expect(pipeline.hasPrefix("bed.yaml@"))
    #expect(
      heard.all.dropFirst() == [
        .inputFailed(source: "memory", message: "'memory' is cut off"), .ended(outcome),
      ])
    #expect((outcome.messages.count, outcome.toldMessages) == (1, 1))
  }

  @Test func `knows how long the oldest block has been under way`() throws {
    let tickets = (0..<2).map { _ in
      Ticket(counts: Counts(sources: 1, stages: 0, sinks: 0), sinks: 0)
    }
    let exchange = Exchange(tickets: tickets, memory: 100, orderedSteps: 0)
    #expect(exchange.gauge.lagMilliseconds == 0)
    let first = try #require(exchange.takeFree())
    #expect(exchange.takeMemory(30))
    exchange.submit(first)
    while exchange.gauge.lagMilliseconds < 3 {}
    #expect(exchange.gauge.memoryInUse == 30)
    var version = 0
    guard case .ticket(let ready) = exchange.takeReady(&version) else {
      Issue.record("it is ready")
      return
    }
    #expect(ready === first)
    exchange.finish(first)
    guard case .ticket = exchange.takeFinished(within: 10) else {
      Issue.record("it is finished")
      return
    }
    exchange.recycle(first)
    #expect(exchange.gauge.lagMilliseconds == 0)
  }

  @Test func `a request to stop is told once, and a sink that goes on when it has waited`() {
    let heard = Heard()
    let control = RunControl(observer: heard)
    control.stop(interrupted: false)
    control.stop(interrupted: true)
    control.view.sinkGoesOn("a")
    control.view.sinkWaits("a", milliseconds: 10, reason: "full")
    control.view.sinkWaits("a", milliseconds: 20, reason: "full")
    control.view.sinkGoesOn("a")
    control.view.sinkGoesOn("a")
    #expect(
      heard.all == [
        .stopping, .sinkWaits(sink: "a", milliseconds: 10, reason: "full"),
        .sinkWaits(sink: "a", milliseconds: 20, reason: "full"), .sinkGoesOn(sink: "a"),
      ])
    #expect(control.isInterrupted)
  }

  @Test func `answers of the keeper find those who asked`() {
    var queue = ReloadQueue()
    let (file, cities) = (queue.ask(.pipeline), queue.ask(.lookup("cities")))
    queue.answer { _ in .unknown }
    queue.begin { $0 == .pipeline }
    let late = queue.ask(.pipeline)
    #expect(queue.takeAnswer(file) == nil)
    queue.answer { _ in .accepted("it is read") }
    #expect(queue.takeAnswer(file) == .accepted("it is read"))
    #expect(queue.takeAnswer(file) == nil)
    #expect([late, cities].map { queue.takeAnswer($0) } == [nil, nil])
    queue.begin { $0 != .pipeline }
    queue.answer { $0 == .lookup("cities") ? .refused("gone") : .unknown }
    #expect(queue.takeAnswer(cities) == .refused("gone"))
    queue.begin { _ in true }
    queue.answer { _ in .accepted("again") }
    #expect(queue.takeAnswer(late) == .accepted("again"))
  }
}
