/// The line between a run and those outside: who stops it, tells it of new data, or looks at it.
///
/// Shape: made before the run, used from any thread, by one run.
public final class RunControl: Sendable {
  private struct Requests {
    var stop = Stop.none
    var wantsPipeline = false
    /// Lookups to be looked at; all when it is empty.
    var lookups: Set<String>?
    var handover: Handover?
    var isOver = false
    var reload = ReloadQueue()

    /// Nil: all of them.
    mutating func want(lookup: String?) {
      let wanted = lookups ?? []
      lookups = lookup.map { lookups == [] ? [] : wanted.union([$0]) } ?? []
    }
  }

  private enum Stop { case none, end, interrupt }

  /// What the keeper is to do.
  enum Request: Equatable {
    /// Look for new versions of lookups; of all when there are no names.
    case lookups(Set<String>)
    /// Look for a new pipeline file, and for lookups when there is none.
    case pipeline
    /// Nothing was asked for in the time.
    case nothing
    /// The run is over.
    case end
  }

  private let requests = Monitor(Requests())
  /// What others see of the run.
  let view: RunView
  /// Lets others look at some of its events.
  package let tap = TapDesk()

  /// Makes the control of a run; `observer` is told what happens in it.
  public init(observer: (any RunObserver)? = nil) { view = RunView(observer) }

  /// Stops reading; an endless input's events are finished, a batch is given up.
  public func stop(interrupted: Bool) {
    let isFirst = requests.update { requests in
      defer { requests.stop = interrupted ? .interrupt : .end }
      return requests.stop == .none
    }
    if isFirst { tell(.stopping) }
  }

  /// Takes a new pipeline file into use, or new versions of its lookups when the file is the same;
  /// does not wait for it.
  public func reload() { requests.update { $0.wantsPipeline = true } }

  /// Takes new versions of lookups into use, all of them or one; does not wait for it.
  public func reloadLookups(_ name: String? = nil) {
    requests.update { $0.want(lookup: name) }
  }

  /// As `reload`; waits until it is known what becomes of it.
  public func requestReload() -> ReloadAnswer {
    answer { requests in
      requests.wantsPipeline = true
      return requests.reload.ask(.pipeline)
    }
  }

  /// As `reloadLookups`, of one; waits until it is known what becomes of it.
  public func requestLookupReload(_ name: String) -> ReloadAnswer {
    answer { requests in
      requests.want(lookup: name)
      return requests.reload.ask(.lookup(name))
    }
  }

  /// Asks, and waits for the answer.
  private func answer(_ ask: (inout Requests) -> Int) -> ReloadAnswer {
    guard view.isWatched else { return .unavailable }
    let question = requests.update(ask)
    return requests.wait { $0.isOver ? .unavailable : $0.reload.takeAnswer(question) }
  }

  var isStopping: Bool { requests.read { $0.stop != .none } }
  var isInterrupted: Bool { requests.read { $0.stop == .interrupt } }
  /// Whether nothing runs any more.
  var isOver: Bool { requests.read { $0.isOver } }

  /// Sleeps; false when the run is stopped meanwhile.
  func sleep(milliseconds: Int) -> Bool {
    requests.wait(milliseconds: milliseconds) { $0.stop == .none && !$0.isOver ? nil : false }
      ?? true
  }

  // MARK: the keeper

  /// Waits for a request, some milliseconds at most.
  func nextRequest(within milliseconds: Int) -> Request {
    requests.wait(milliseconds: milliseconds) { requests -> Request? in
      if requests.isOver { return .end }
      if requests.wantsPipeline {
        requests.wantsPipeline = false
        requests.reload.begin { $0 == .pipeline }
        return .pipeline
      }
      defer { requests.lookups = nil }
      if requests.lookups != nil { requests.reload.begin { $0 != .pipeline } }
      return requests.lookups.map { .lookups($0) }
    } ?? .nothing
  }

  /// What became of the request that was taken last.
  func answer(_ answer: (ReloadQueue.Question) -> ReloadAnswer) {
    requests.update { $0.reload.answer(answer) }
  }

  /// Another plan is to take over: the reader pauses at the end of a block.
  func handOver(_ handover: Handover) { requests.update { $0.handover = handover } }

  var isHandingOver: Bool { requests.read { $0.handover != nil } }

  func takeHandover() -> Handover? {
    requests.update { requests in
      defer { requests.handover = nil }
      return requests.stop == .none ? requests.handover : nil
    }
  }

  /// The run is over: who waits for requests goes home.
  func end() {
    requests.update { $0.isOver = true }
    tap.end()
  }
}
