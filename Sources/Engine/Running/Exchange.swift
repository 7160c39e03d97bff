import StageKit

/// Where threads hand tickets to each other: reader to workers, workers to writer, and back.
///
/// Shape: bounded by the number of tickets, which is fixed when the run begins, and by the memory
/// budget; nothing allocates once all tickets were used.
final class Exchange: Sendable {
  private struct State {
    var free: [Ticket] = []
    var blocks: [Block] = []
    var memoryLeft: Int
    var ready = Queue()
    /// What sinks want to have done: few, since each waits for its first ones.
    var orders: [WorkerOrder] = []
    /// Finished tickets by number modulo their count.
    var finished: [Ticket?]
    /// When tickets were submitted, by number modulo their count.
    var submitted: [ContinuousClock.Instant]
    var nextToWrite: UInt64 = 0
    /// Finished tickets that the writer has not taken.
    var unwritten = 0
    var issued: UInt64 = 0
    var hasEnded = false
    var isBroken = false
    /// How often the lookups were replaced.
    var lookupVersion = 0
    /// Ordered stages: whose turn it is, and who waits.
    var turns: [UInt64]
    var parked: [[Ticket]]

    /// Whether who waits for several tickets has enough of them: a third, or all that come as long
    /// as workers have nothing to do.
    ///
    /// Cost: a thread that sleeps and wakes takes 10 to 15 µs of two cores, a block of 512 KiB some
    /// 700 µs.
    func isEnough(_ tickets: Int) -> Bool { ready.isEmpty || tickets * 3 >= finished.count }

    /// Whether workers go, or are gone.
    var isClosing: Bool { isBroken || hasEnded && nextToWrite == issued }
  }

  /// Where threads wait, so that each is woken for what it can use.
  private enum Place {
    static let reader = 0
    static let workers = 1
    /// With those who wait for a job of theirs.
    static let writer = 2
    static let count = 3
  }

  private let monitor: Monitor<State>
  private let memory: Int

  init(tickets: [Ticket], memory: Int, orderedSteps: Int) {
    self.memory = memory
    var state = State(
      memoryLeft: memory, finished: Array(repeating: nil, count: tickets.count),
      submitted: Array(repeating: .now, count: tickets.count),
      turns: Array(repeating: 0, count: orderedSteps),
      parked: Array(repeating: [], count: orderedSteps))
    state.free = tickets
    state.ready = Queue(capacity: tickets.count)
    monitor = Monitor(state, places: Place.count)
  }

  // MARK: reader

  /// A ticket to fill; waits for one. Nil when the run is broken.
  func takeFree() -> Ticket? {
    let ticket: Ticket?? = monitor.waitAndTake(in: Place.reader) { state in
      if state.isBroken { return .some(nil) }
      return state.free.popLast().map { .some($0) }
    }
    return ticket ?? nil
  }

  /// Takes bytes of the budget; waits for them. False when the run is broken.
  ///
  /// Shape: `holding` is what the caller has already. When nobody else holds anything it gets the
  /// bytes in any case, or a block that is larger than the budget would wait for itself.
  func takeMemory(_ size: Int, holding: Int = 0) -> Bool {
    monitor.waitAndTake(in: Place.reader) { state in
      if state.isBroken { return false }
      guard state.memoryLeft >= size || state.memoryLeft + holding >= self.memory else {
        return nil
      }
      state.memoryLeft -= size
      return true
    }
  }

  /// Takes more bytes for a block that has to grow; never waits, or two growing blocks might wait
  /// for each other: the budget is exceeded by one record at most.
  func takeMoreMemory(_ size: Int) { monitor.take { $0.memoryLeft -= size } }

  func giveBackMemory(_ size: Int) {
    monitor.update(for: Place.reader) { $0.memoryLeft += size }
  }

  /// Waits until everything that was submitted is written; false when the run is broken.
  func waitUntilWritten() -> Bool {
    monitor.waitAndTake(in: Place.reader) { state in
      if state.isBroken { return false }
      return state.free.count == state.finished.count ? true : nil
    }
  }

  /// An empty block.
  func takeBlock() -> Block { monitor.take { $0.blocks.popLast() } ?? Block() }

  func giveBack(_ block: Block) {
    block.reset()
    monitor.take { $0.blocks.append(block) }
  }

  /// Numbers a ticket and gives it to the workers.
  func submit(_ ticket: Ticket) {
    let now = ContinuousClock.now
    monitor.update(for: Place.workers, onlyOne: true) { state in
      ticket.number = state.issued
      state.submitted[Int(state.issued % UInt64(state.submitted.count))] = now
      state.issued += 1
      state.ready.append(ticket)
    }
  }

  /// No more tickets come.
  func endInput() { monitor.update { $0.hasEnded = true } }

  // MARK: workers

  /// What a worker gets.
  enum Work {
    case ticket(Ticket)
    case order(WorkerOrder)
    /// Lookups were replaced: nobody shall hold the old ones while there is nothing to do.
    case dropLookups
    case end
  }

  /// The next ticket to work on; `version` is of the lookups that the worker knows.
  func takeReady(_ version: inout Int) -> Work {
    let (work, newVersion) = monitor.waitAndTake(in: Place.workers) { state -> (Work, Int)? in
      if state.isBroken { return (.end, 0) }
      // What is further on its way goes first.
      if !state.orders.isEmpty {
        return (.order(state.orders.removeFirst()), state.lookupVersion)
      }
      if let ticket = state.ready.popFirst() { return (.ticket(ticket), state.lookupVersion) }
      if state.lookupVersion != version { return (.dropLookups, state.lookupVersion) }
      return state.isClosing ? (.end, 0) : nil
    }
    version = newVersion
    return work
  }

  /// Lookups were replaced: workers that wait let go of the old ones.
  func dropLookups() { monitor.update(for: Place.workers) { $0.lookupVersion += 1 } }

  /// Goes on with a ticket that was parked.
  func resume(_ ticket: Ticket) {
    monitor.update(for: Place.workers, onlyOne: true) { $0.ready.append(ticket) }
  }

  /// Whether it is the ticket's turn at an ordered step; if not, it is parked until it is.
  func waitForTurn(_ ticket: Ticket, step: Int) -> Bool {
    monitor.take { state in
      if state.turns[step] == ticket.number { return true }
      state.parked[step].append(ticket)
      return false
    }
  }

  /// The ticket has passed an ordered step: the next one may.
  func passTurn(_ ticket: Ticket, step: Int) {
    monitor.update(for: Place.workers, onlyOne: true) { state in
      state.turns[step] = ticket.number + 1
      if let place = state.parked[step].firstIndex(where: { $0.number == ticket.number + 1 }) {
        state.ready.append(state.parked[step].remove(at: place))
      }
    }
  }

  /// Everything of the ticket is encoded.
  func finish(_ ticket: Ticket) {
    monitor.wake(Place.writer) { state in
      state.finished[Int(ticket.number % UInt64(state.finished.count))] = ticket
      state.unwritten += 1
      return state.isEnough(state.unwritten)
    }
  }

  // MARK: work for sinks

  /// Has a job done by the next worker that has time.
  func offer(_ order: WorkerOrder) {
    monitor.update(for: Place.workers, onlyOne: true) { $0.orders.append(order) }
  }

  /// Wakes who waits for the end of a job.
  func noteEnd() { monitor.update(for: Place.writer) { _ in } }

  /// Waits for the end of a job; true when nobody has begun it and no worker may be left to.
  func waitForEnd(of order: WorkerOrder) -> Bool {
    monitor.waitAndTake(in: Place.writer) { state in
      if order.isDone { return false }
      return state.isClosing && order.isWaiting ? true : nil
    }
  }

  // MARK: writer

  /// What the writer gets.
  enum Finished {
    /// The next ticket in order; `isLast` when none is ready behind it.
    case ticket(Ticket, isLast: Bool)
    /// The time is over.
    case nothing
    case end
  }

  /// The next finished ticket, for which it waits some milliseconds at most.
  func takeFinished(within milliseconds: Int) -> Finished {
    var isClosing = false
    let finished = monitor.waitAndTake(in: Place.writer, milliseconds: milliseconds) {
      state -> Finished? in
      if state.isBroken { return .end }
      let count = UInt64(state.finished.count)
      let place = Int(state.nextToWrite % count)
      guard let ticket = state.finished[place], ticket.number == state.nextToWrite else {
        return state.hasEnded && state.nextToWrite == state.issued ? .end : nil
      }
      state.finished[place] = nil
      state.unwritten -= 1
      state.nextToWrite += 1
      isClosing = state.isClosing
      let behind = state.finished[Int(state.nextToWrite % count)]
      return .ticket(ticket, isLast: behind == nil)
    }
    // Workers go home.
    if isClosing { monitor.update { _ in } }
    return finished ?? .nothing
  }

  /// A ticket is written: ticket and block serve again, its memory returns to the budget.
  func recycle(_ ticket: Ticket) {
    let (block, permit) = (ticket.block, ticket.permit)
    ticket.reset()
    block?.reset()
    monitor.wake(Place.reader) { state in
      if let block { state.blocks.append(block) }
      state.memoryLeft += permit
      state.free.append(ticket)
      return state.isEnough(state.free.count)
    }
  }

  /// What is left of the memory budget; below nothing while a record is larger than the budget.
  var memoryLeft: Int { monitor.read { $0.memoryLeft } }

  /// What is under way.
  var gauge: ExchangeGauge {
    let (left, oldest) = monitor.read { state in
      let place = Int(state.nextToWrite % UInt64(state.submitted.count))
      return (state.memoryLeft, state.nextToWrite < state.issued ? state.submitted[place] : nil)
    }
    let lag = oldest.map { ($0.duration(to: .now)) / .milliseconds(1) } ?? 0
    return ExchangeGauge(memoryInUse: memory - left, lagMilliseconds: Int64(lag))
  }

  /// Whether the run was ended at once: for those who wait for something else than a ticket.
  var isBroken: Bool { monitor.read { $0.isBroken } }

  /// Ends the run at once: everybody gets nothing more.
  func breakOff() { monitor.update { $0.isBroken = true } }
}

/// What is under way in an exchange.
struct ExchangeGauge {
  /// Bytes of the memory budget that are taken.
  let memoryInUse: Int
  /// How long ago the oldest ticket was submitted that is not written; 0 when there is none.
  let lagMilliseconds: Int64
}

/// A queue of tickets in memory that is taken once.
struct Queue {
  private var tickets: [Ticket?]
  private var first = 0
  private var count = 0

  var isEmpty: Bool { count == 0 }

  init(capacity: Int = 1) { tickets = Array(repeating: nil, count: max(capacity, 1)) }

  mutating func append(_ ticket: Ticket) {
    tickets[(first + count) % tickets.count] = ticket
    count += 1
  }

  mutating func popFirst() -> Ticket? {
    guard count > 0 else { return nil }
    let ticket = tickets[first]
    tickets[first] = nil
    first = (first + 1) % tickets.count
    count -= 1
    return ticket
  }
}
