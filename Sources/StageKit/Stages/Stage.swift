/// One step that every event of a branch goes through.
///
/// A stage is one folder and one declaration. It states in `spec` what it reads, writes and takes as
/// options; checker, help, reference page and graph come from there. It takes one of five forms:
///
/// * `EventStage`, for nine stages of ten: `enrich` is called with one event after the other;
/// * `BatchStage`: `enrich` is called with up to 256 events, for loops over columns;
/// * `WaitingStage`: for what waits (HTTP, SQL, a child process); no core is held meanwhile;
/// * `OrderedStage`: for memory across events; runs alone, in the order of the input;
/// * `SplitStage`: makes several events of one.
///
/// Every stage must pass the contract test of `StageTesting`: it reads and writes only what it
/// declares, gives the same result twice, never traps whatever the fields hold, and throws nothing
/// but `Failure`. A stage is shared by all workers: what it changes while it runs stands in its
/// workspace, one for each worker and each set of lookup versions.
public protocol Stage: Sendable {
  static var spec: StageSpec { get }

  /// Makes the stage from its checked options.
  ///
  /// Errors: findings that only the stage itself can make, such as a pattern that does not compile.
  init(_ setup: Setup) throws(Findings)

  /// Judges versions of its lookups before any event sees them.
  ///
  /// Errors: a `Failure` of class `lookup`, such as a database of another kind.
  func accept(_ lookups: Lookups) throws(Failure)
}

extension Stage {
  public func accept(_ lookups: Lookups) throws(Failure) {}
}

/// The lookup versions in force for a ticket.
public struct Lookups: Sendable {
  let tables: [any Lookup]

  package init(_ tables: [any Lookup]) { self.tables = tables }

  /// The lookup in the version that the ticket has.
  public subscript<Table>(ref: LookupRef<Table>) -> Table {
    guard let table = tables[ref.index] as? Table else {
      preconditionFailure("a lookup of another interface got past the checker")
    }
    return table
  }
}

/// A stage that has per-worker state: caches, scratch memory, a derived form of a lookup.
public protocol WorkspaceStage: Stage {
  associatedtype Workspace

  /// What one worker keeps between events; made anew for each set of lookup versions.
  func makeWorkspace(_ lookups: Lookups) -> Workspace

  /// What the workspace counted, for the end of a run; those that are 0 are not shown.
  func counters(_ workspace: Workspace) -> [StageCounter]

  /// Called before the first event of each slice; for caches that must outlive it (`SlotCache`).
  func beginSlice(_ workspace: inout Workspace, _ arena: Arena)

  /// Called then with all events of the slice: for stages that ask large tables, so that their waits
  /// for memory overlap. Most do without.
  func lookAhead(_ events: EventBatch, _ workspace: inout Workspace)

  /// Enriches one event.
  ///
  /// Errors: a `Failure` gives the event up; nothing that was set for it shows.
  func enrich(
    _ event: borrowing Event, _ changes: inout Changes, _ workspace: inout Workspace
  ) throws(Failure)
}

extension WorkspaceStage {
  public func counters(_ workspace: Workspace) -> [StageCounter] { [] }

  public func beginSlice(_ workspace: inout Workspace, _ arena: Arena) {}

  public func lookAhead(_ events: EventBatch, _ workspace: inout Workspace) {}
}

/// A stage that looks at one event at a time.
public protocol EventStage: WorkspaceStage where Workspace == Void {
  /// Enriches one event.
  ///
  /// Errors: a `Failure` gives the event up; nothing that was set for it shows.
  func enrich(_ event: borrowing Event, _ changes: inout Changes) throws(Failure)
}

extension EventStage {
  public func makeWorkspace(_ lookups: Lookups) {}

  public func enrich(
    _ event: borrowing Event, _ changes: inout Changes, _ workspace: inout Void
  ) throws(Failure) {
    try enrich(event, &changes)
  }
}

/// A stage that works on whole slices.
public protocol BatchStage: Stage {
  /// Enriches the events of a slice; gives rows up by `changes.fail`.
  func enrich(_ batch: EventBatch, _ changes: inout BatchChanges)
}

/// A stage that waits for something outside the process.
///
/// Shape: `begin` returns at once; the slice is parked, and the worker takes other blocks until
/// `call.finish` has been called, from any thread, exactly once.
public protocol WaitingStage: Stage {
  func begin(_ call: WaitingCall)
}

/// A stage with memory across events: it runs alone, on one event after the other in input order.
///
/// Shape: the memory belongs to one run. It begins anew with the next one, also with one that goes on
/// from a checkpoint, and when another pipeline file takes over. Such a stage asks no lookups.
/// Cost: no other worker is in the stage meanwhile; what the memory holds needs a limit.
public protocol OrderedStage: Stage {
  associatedtype Memory

  /// What a run begins with.
  func makeMemory() -> Memory

  /// Enriches one event.
  ///
  /// Errors: a `Failure` gives the event up; nothing that was set for it shows, but the memory stays
  /// as the call left it.
  func enrich(
    _ event: borrowing Event, _ changes: inout Changes, _ memory: inout Memory
  ) throws(Failure)
}

/// A stage that makes several events of one: its pieces, in their order.
public protocol SplitStage: Stage {
  /// Adds the pieces of an event; one without any counts as filtered. A piece has all fields of the
  /// event but those that are set for it.
  ///
  /// Errors: a `Failure` gives the event up, whole.
  func split(_ event: borrowing Event, _ pieces: inout Pieces) throws(Failure)
}
