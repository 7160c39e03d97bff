import PipelineConfig
import StageKit

/// A lookup while it is opened, perhaps beside others.
final class LookupOpening: Work, @unchecked Sendable {
  // Sendable: one thread runs it, and `result` is asked for when that has ended.

  let lookup: LookupPlan
  private let loader: LookupLoader
  private var opened: Result<LoadedLookup, Failure>?

  private init(_ lookup: LookupPlan, _ loader: LookupLoader) {
    self.lookup = lookup
    self.loader = loader
  }

  /// Opens all of them: files beside each other, each by a thread of its own, downloads in turn.
  ///
  /// Shape: in their order; what the system gives no thread for is opened by who asks for it.
  /// Cost: by the clock that of the slowest file: rules of agents and a database of cities take 30 and
  /// 10 ms.
  static func all(_ lookups: [LookupPlan], _ loader: LookupLoader) -> [LookupOpening] {
    let openings = lookups.map { LookupOpening($0, loader) }
    let files = openings.filter { $0.lookup.download == nil }
    // The last one is done meanwhile by who waits for the others.
    let threads = files.dropLast().map { WorkThread.start($0) }
    files.last?.run()
    for opening in openings where opening.lookup.download != nil { opening.run() }
    for thread in threads { thread?.join() }
    return openings
  }

  func run() {
    do throws(Failure) { opened = .success(try loader.load(lookup)) } catch {
      opened = .failure(error)
    }
  }

  var result: LoadedLookup {
    get throws(Failure) {
      if opened == nil { run() }
      guard let opened else { throw Failure(.lookup, "it was not opened") }
      return try opened.get()
    }
  }
}
