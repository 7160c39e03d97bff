import StageKit
import Synchronization

/// The workers of a run, as its sinks know them: whichever plan they run at the time.
final class WorkerCrew: Crew {
  let size: Int
  private let exchange = Mutex<Exchange?>(nil)

  init(size: Int) { self.size = size }

  /// The workers of this exchange begin now; those of the one before have ended.
  func follow(_ exchange: Exchange) { self.exchange.withLock { $0 = exchange } }

  func begin(_ job: any SideJob) -> any JobOrder {
    guard let exchange = exchange.withLock({ $0 }) else { return OwnThread().begin(job) }
    let order = WorkerOrder(job, exchange)
    exchange.offer(order)
    return order
  }
}

/// A job for whichever worker has nothing else to do first.
final class WorkerOrder: JobOrder {
  private static let waiting = 0
  private static let taken = 1
  private static let done = 2

  private let job: any SideJob
  private let exchange: Exchange
  private let state = Atomic<Int>(WorkerOrder.waiting)

  init(_ job: any SideJob, _ exchange: Exchange) {
    self.job = job
    self.exchange = exchange
  }

  var isDone: Bool { state.load(ordering: .acquiring) == WorkerOrder.done }

  /// Whether nobody has begun.
  var isWaiting: Bool { state.load(ordering: .relaxed) == WorkerOrder.waiting }

  /// Does the job unless somebody else has begun it.
  func run() {
    let taking = state.compareExchange(
      expected: WorkerOrder.waiting, desired: WorkerOrder.taken, ordering: .acquiring)
    guard taking.exchanged else { return }
    job.run()
    state.store(WorkerOrder.done, ordering: .releasing)
  }

  func finish() {
    while !isDone {
      if exchange.waitForEnd(of: self) { run() }
    }
  }
}
