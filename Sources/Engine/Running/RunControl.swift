/// How somebody outside stops a run, or tells it of new data.
public final class RunControl: Sendable {
  private struct Requests {
    var stop = Stop.none
    var wantsPipeline = false
    /// Lookups to be looked at; all when it is empty.
    var lookups: Set<String>?
    var handover: Handover?
    var isOver = false
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

  public init() {}

  /// Stops reading; an endless input's events are finished, a batch is given up.
  public func stop(interrupted: Bool) {
    requests.update { $0.stop = interrupted ? .interrupt : .end }
  }

  /// Takes a new pipeline file into use, or new versions of its lookups when the file is the same;
  /// does not wait for it.
  public func reload() { requests.update { $0.wantsPipeline = true } }

  /// Takes new versions of lookups into use, all of them or one; does not wait for it.
  public func reloadLookups(_ name: String? = nil) {
    requests.update { requests in
      let wanted = requests.lookups ?? []
      requests.lookups = name.map { requests.lookups == [] ? [] : wanted.union([$0]) } ?? []
    }
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
        return .pipeline
      }
      defer { requests.lookups = nil }
      return requests.lookups.map { .lookups($0) }
    } ?? .nothing
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
  func end() { requests.update { $0.isOver = true } }
}
