/// What a thread of a run does from its beginning to its end.
///
/// Shape: who starts it leaves it alone until the thread has ended.
protocol Work: AnyObject {
  func run()
}

extension WorkThread {
  /// Gives some work a thread of its own; nil when the system gives none.
  static func start(_ work: any Work) -> WorkThread? {
    let starter = Starter(work)
    return start { starter.work.run() }
  }

  /// Runs works beside each other until all have ended; false when the system gives too few
  /// threads, and those that run were told so by `refusal`.
  static func run(_ works: [any Work], orElse refusal: () -> Void) -> Bool {
    var threads: [WorkThread] = []
    for work in works {
      guard let thread = start(work) else {
        refusal()
        break
      }
      threads.append(thread)
    }
    for thread in threads { thread.join() }
    return threads.count == works.count
  }
}

/// Work on its way to its thread.
private final class Starter: @unchecked Sendable {
  // Sendable: `Work` is used by its thread, and by the starter after that has ended.
  let work: any Work
  init(_ work: any Work) { self.work = work }
}
