/// How somebody outside stops a run, or tells it of new data.
public final class RunControl: Sendable {
  private struct Requests {
    var stop = Stop.none
    var lookups: Set<String>?
    var isOver = false
  }

  private enum Stop { case none, end, interrupt }

  /// What the keeper of the lookups is to do.
  enum LookupRequest: Equatable {
    /// Look for new versions; of all lookups when there are no names.
    case reload(Set<String>)
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

  /// Takes new versions of lookups into use, all of them or one; does not wait for it.
  public func reloadLookups(_ name: String? = nil) {
    requests.update { requests in
      let wanted = requests.lookups ?? []
      requests.lookups = name.map { requests.lookups == [] ? [] : wanted.union([$0]) } ?? []
    }
  }

  var isStopping: Bool { requests.read { $0.stop != .none } }
  var isInterrupted: Bool { requests.read { $0.stop == .interrupt } }

  /// Sleeps; false when the run is stopped meanwhile.
  func sleep(milliseconds: Int) -> Bool {
    requests.wait(milliseconds: milliseconds) { $0.stop == .none && !$0.isOver ? nil : false }
      ?? true
  }

  // MARK: lookups

  /// Waits for a request, some milliseconds at most.
  func nextLookupRequest(within milliseconds: Int) -> LookupRequest {
    requests.wait(milliseconds: milliseconds) { requests -> LookupRequest? in
      if requests.isOver { return .end }
      defer { requests.lookups = nil }
      return requests.lookups.map { .reload($0) }
    } ?? .nothing
  }

  /// The run is over: who waits for requests goes home.
  func end() { requests.update { $0.isOver = true } }
}
