import Dispatch
import StageKit
import Synchronization

/// Threads that take their time: jobs end in any order.
final class RandomCrew: Crew {
  private final class Order: JobOrder {
    private let isOver = Atomic<Bool>(false)
    private let end = DispatchSemaphore(value: 0)

    var isDone: Bool { isOver.load(ordering: .acquiring) }

    func finish() {
      end.wait()
      end.signal()
    }

    func note() {
      isOver.store(true, ordering: .releasing)
      end.signal()
    }
  }

  let size: Int
  private let queue = DispatchQueue(label: "crew", attributes: .concurrent)

  init(size: Int) { self.size = size }

  func begin(_ job: any SideJob) -> any JobOrder {
    let order = Order()
    queue.asyncAfter(deadline: .now() + .microseconds(Int.random(in: 0...3000))) {
      job.run()
      order.note()
    }
    return order
  }
}
