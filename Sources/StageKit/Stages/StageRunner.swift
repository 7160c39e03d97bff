/// One run of a stage over a slice: where its columns are, what came of it.
package struct StagePass {
  package let inputs: UnsafePointer<UnsafeMutablePointer<Slot>>
  package let outputs: UnsafePointer<UnsafeMutablePointer<Slot>>
  package let rows: Selection
  package let arena: Arena
  package let scratch: StageScratch
  /// What expressions of the stage ask.
  package let tables: KeyTables?
  package var filtered = Selection()
  package var failures: [RowFailure] = []

  package init(
    inputs: UnsafePointer<UnsafeMutablePointer<Slot>>,
    outputs: UnsafePointer<UnsafeMutablePointer<Slot>>, rows: Selection, arena: Arena,
    scratch: StageScratch, tables: KeyTables? = nil
  ) {
    self.inputs = inputs
    self.outputs = outputs
    self.rows = rows
    self.arena = arena
    self.scratch = scratch
    self.tables = tables
  }

  /// What the stage sees of the slice.
  package var batch: EventBatch {
    EventBatch(inputs: inputs, rows: rows, arena: arena, tables: tables)
  }

  mutating func fail(_ row: Int, _ failure: Failure) {
    failures.append(RowFailure(row: row, failure: failure))
  }
}

/// Memory for changes that are not committed yet, one for each worker and stage.
package final class StageScratch {
  let outputCount: Int
  let pending: UnsafeMutablePointer<Slot>
  let written: UnsafeMutablePointer<UInt16>
  let columns: UnsafeMutablePointer<Slot>
  let selections: UnsafeMutablePointer<Selection>
  /// Of stages that split events.
  package lazy var pieces = PieceBuffer(outputCount: outputCount)

  /// `wholeColumns`: room for a column of each output, as batch stages need it.
  package init(outputCount: Int, wholeColumns: Bool) {
    self.outputCount = outputCount
    pending = .allocate(capacity: max(outputCount, 1))
    pending.initialize(repeating: .empty, count: max(outputCount, 1))
    written = .allocate(capacity: max(outputCount * 2, 1))
    let slots = wholeColumns ? max(outputCount, 1) * Selection.capacity : 1
    columns = .allocate(capacity: slots)
    columns.initialize(repeating: .empty, count: slots)
    selections = .allocate(capacity: max(outputCount, 1))
  }

  deinit {
    pending.deallocate()
    written.deallocate()
    columns.deallocate()
    selections.deallocate()
  }
}

/// How a stage runs.
package enum StageKind: String, Sendable {
  case event, batch, waiting, ordered, split
}

/// A stage behind one interface: what the engine calls once a slice.
package protocol StageRunner: AnyObject, Sendable {
  var kind: StageKind { get }
  func accept(_ lookups: Lookups) throws(Failure)
  /// Per-worker state of the stage.
  func makeWorkspace(_ lookups: Lookups) -> AnyObject?
  /// What an ordered stage keeps across the events of a run; nil for other stages.
  func makeMemory() -> AnyObject?
  /// What a workspace of the stage counted.
  func counters(_ workspace: AnyObject?) -> [StageCounter]
  /// Runs the stage over the rows of the pass; not called for waiting stages. An ordered stage gets
  /// its memory for a workspace.
  func run(_ pass: inout StagePass, _ workspace: AnyObject?)
  /// Begins a wait; called for waiting stages only.
  func begin(_ call: WaitingCall)
}

extension StageRunner {
  package func makeWorkspace(_ lookups: Lookups) -> AnyObject? { nil }
  package func makeMemory() -> AnyObject? { nil }
  package func begin(_ call: WaitingCall) { call.finish() }
  package func counters(_ workspace: AnyObject?) -> [StageCounter] { [] }
}

final class WorkspaceBox<Value> {
  var value: Value
  init(_ value: Value) { self.value = value }
}

final class EventRunner<S: WorkspaceStage>: StageRunner {
  let stage: S

  init(_ stage: S) { self.stage = stage }

  var kind: StageKind { .event }
  func accept(_ lookups: Lookups) throws(Failure) { try stage.accept(lookups) }

  func makeWorkspace(_ lookups: Lookups) -> AnyObject? {
    WorkspaceBox(stage.makeWorkspace(lookups))
  }

  func counters(_ workspace: AnyObject?) -> [StageCounter] {
    (workspace as? WorkspaceBox<S.Workspace>).map { stage.counters($0.value) } ?? []
  }

  func run(_ pass: inout StagePass, _ workspace: AnyObject?) {
    guard let box = workspace as? WorkspaceBox<S.Workspace> else { return }
    var changes = Changes(
      outputs: pass.outputs, pending: pass.scratch.pending, written: pass.scratch.written,
      outputCount: pass.scratch.outputCount, arena: pass.arena)
    withUnsafeMutablePointer(to: &box.value) { work in
      stage.beginSlice(&work.pointee, pass.arena)
      stage.lookAhead(pass.batch, &work.pointee)
      for word in 0..<4 {
        var bits = pass.rows.words[word]
        while bits != 0 {
          let row = word &* 64 &+ bits.trailingZeroBitCount
          bits &= bits &- 1
          changes.begin(row: row)
          do throws(Failure) {
            try stage.enrich(
              Event(inputs: pass.inputs, row: row, arena: pass.arena), &changes, &work.pointee)
            changes.commit()
            if changes.isFiltered { pass.filtered.insert(row) }
          } catch {
            pass.fail(row, error)
          }
        }
      }
    }
  }
}

final class BatchRunner<S: BatchStage>: StageRunner {
  let stage: S
  init(_ stage: S) { self.stage = stage }
  var kind: StageKind { .batch }
  func accept(_ lookups: Lookups) throws(Failure) { try stage.accept(lookups) }

  func run(_ pass: inout StagePass, _ workspace: AnyObject?) {
    var changes = pass.makeBatchChanges()
    stage.enrich(pass.batch, &changes)
    pass.take(changes)
  }
}

final class WaitingRunner<S: WaitingStage>: StageRunner {
  let stage: S
  init(_ stage: S) { self.stage = stage }
  var kind: StageKind { .waiting }
  func accept(_ lookups: Lookups) throws(Failure) { try stage.accept(lookups) }

  func run(_ pass: inout StagePass, _ workspace: AnyObject?) {}
  func begin(_ call: WaitingCall) { stage.begin(call) }
}

final class OrderedRunner<S: OrderedStage>: StageRunner {
  let stage: S
  init(_ stage: S) { self.stage = stage }
  var kind: StageKind { .ordered }
  func accept(_ lookups: Lookups) throws(Failure) { try stage.accept(lookups) }

  func makeMemory() -> AnyObject? { WorkspaceBox(stage.makeMemory()) }

  func run(_ pass: inout StagePass, _ workspace: AnyObject?) {
    guard let box = workspace as? WorkspaceBox<S.Memory> else { return }
    var changes = Changes(
      outputs: pass.outputs, pending: pass.scratch.pending, written: pass.scratch.written,
      outputCount: pass.scratch.outputCount, arena: pass.arena)
    let (inputs, arena) = (pass.inputs, pass.arena)
    var (filtered, failures): (Selection, [RowFailure]) = (Selection(), [])
    pass.rows.forEach { row in
      changes.begin(row: row)
      do throws(Failure) {
        try stage.enrich(Event(inputs: inputs, row: row, arena: arena), &changes, &box.value)
        changes.commit()
        if changes.isFiltered { filtered.insert(row) }
      } catch {
        failures.append(RowFailure(row: row, failure: error))
      }
    }
    pass.filtered = filtered
    pass.failures = failures
  }
}

final class SplitRunner<S: SplitStage>: StageRunner {
  let stage: S
  init(_ stage: S) { self.stage = stage }
  var kind: StageKind { .split }
  func accept(_ lookups: Lookups) throws(Failure) { try stage.accept(lookups) }

  func run(_ pass: inout StagePass, _ workspace: AnyObject?) {
    let buffer = pass.scratch.pieces
    var pieces = Pieces(buffer, outputs: pass.outputs, arena: pass.arena)
    for row in 0..<pass.rows.end where pass.rows.contains(row) {
      pieces.begin(row: row)
      buffer.begin(row: row)
      do throws(Failure) {
        try stage.split(Event(inputs: pass.inputs, row: row, arena: pass.arena), &pieces)
        buffer.end(row: row)
        if pieces.count == 0 { pass.filtered.insert(row) }
      } catch {
        buffer.drop(row: row)
        pass.fail(row, error)
      }
    }
  }
}

extension StagePass {
  package func makeBatchChanges() -> BatchChanges {
    BatchChanges(
      outputs: outputs, scratch: scratch.columns, written: scratch.selections,
      outputCount: scratch.outputCount, rows: rows, arena: arena)
  }

  /// Lets the changes of a batch stage show.
  package mutating func take(_ changes: BatchChanges) {
    changes.commit()
    filtered = (changes.filtered & rows) - changes.failed
    failures = changes.failures
  }
}
