/// Threads of a run that do pieces of work for its sinks, packing above all.
public protocol Crew: Sendable {
  /// How many threads there are.
  var size: Int { get }

  /// Has a job done soon, on whatever thread.
  func begin(_ job: any SideJob) -> any JobOrder
}

/// A piece of work that nobody else touches from `begin` until its end.
public protocol SideJob: AnyObject, Sendable {
  func run()
}

/// A job that was begun.
public protocol JobOrder: AnyObject, Sendable {
  var isDone: Bool { get }

  /// Waits for the end of the job, or does it when no thread is left to.
  func finish()
}

/// No threads: a job is done at once by whoever begins it.
public struct OwnThread: Crew {
  private final class Done: JobOrder {
    var isDone: Bool { true }
    func finish() {}
  }

  /// Makes the crew of nobody.
  public init() {}

  public var size: Int { 1 }

  public func begin(_ job: any SideJob) -> any JobOrder {
    job.run()
    return Done()
  }
}
