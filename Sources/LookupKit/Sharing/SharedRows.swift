import EventModel

#if canImport(Glibc)
  private import Glibc
#elseif canImport(Musl)
  private import Musl
#endif

/// Rows of slots that all workers share: what they made of the records of one version of a table, or of
/// texts; bounded, and dropped whole when it is full.
///
/// Shape: each worker has a `RecordCache` or a `SharedSlotCache` of its own, which finds rows without a
/// lock. What was dropped stays until the last slice that may point into it has ended. Who wants to
/// add a row while another worker adds one does not wait, and goes without.
/// Cost: memory grows with what is kept, up to `byteLimit`, twice while slices still use what was
/// dropped. Rows with keys begin with 2,048 of them, and become more only when they are found again: a
/// run whose agents are all different keeps 1 MB of them.
public final class SharedRows: Sendable {
  private struct State {
    var memory: RowMemory
    var room: KeyRoom
  }

  let form: RowForm
  private let byteLimit: Int
  private let state: TryLock<State>

  /// Rows of `width` slots, one for each record of a table.
  public convenience init(width: Int, byteLimit: Int = RecordCache.byteLimit) {
    self.init(RowForm(width: width, hasKeys: false), KeyRoom(first: .max, most: .max), byteLimit)
  }

  /// Rows of `width` slots, one for each key; at most `entryLimit`, and about `byteLimit` bytes.
  public convenience init(width: Int, entryLimit: Int, byteLimit: Int) {
    self.init(
      RowForm(width: width, hasKeys: true),
      KeyRoom(first: SharedRows.firstKeys, most: entryLimit), byteLimit)
  }

  private init(_ form: RowForm, _ room: KeyRoom, _ byteLimit: Int) {
    self.form = form
    self.byteLimit = byteLimit
    state = TryLock(State(memory: RowMemory(form), room: room))
  }

  /// Keys at first: the 200,000 requests of a shop come from 7,500 different agents.
  static let firstKeys = 2048

  /// The memory in force; notes how often the caller found rows of the one it has. Nil when another
  /// worker adds a row just now: what the caller has still does.
  func current(noting hits: Int) -> (memory: RowMemory, view: RowView)? {
    state.withValue { state in
      state.room.hits += hits
      return (state.memory, state.memory.view)
    }
  }

  /// The memory in force for a worker that begins: another one adds a row in less than a microsecond.
  func first() -> (memory: RowMemory, view: RowView) {
    while true {
      if let current = current(noting: 0) { return current }
      sched_yield()
    }
  }

  /// Nobody adds a row meanwhile: for tests.
  func hold(_ body: () -> Void) { _ = state.withValue { _ in body() } }

  /// A row that was added, the memory that it is in, and what finds it.
  struct Added {
    let row: UnsafePointer<Slot>
    let memory: RowMemory
    let view: RowView
  }

  /// Adds a row, or finds that another worker has; nil when another worker adds one just now, or when
  /// it is longer than any chunk of memory.
  func add(_ tag: UInt32, _ key: Bytes, _ values: UnsafePointer<Slot>) -> Added? {
    state.withValue { state in
      if let row = find(tag, key, state.memory.view) {
        return Added(row: row, memory: state.memory, view: state.memory.view)
      }
      if isFull(state) { makeRoom(&state) }
      guard let row = state.memory.add(tag, key, values) else { return nil }
      return Added(row: row, memory: state.memory, view: state.memory.view)
    }
  }

  private func find(_ tag: UInt32, _ key: Bytes, _ view: RowView) -> UnsafePointer<Slot>? {
    form.hasKeys ? view.find(key, tag, width: form.width) : view.find(tag)
  }

  private func isFull(_ state: borrowing State) -> Bool {
    let memory = state.memory
    return memory.count > 0 && (memory.count >= state.room.limit || memory.byteCount >= byteLimit)
  }

  /// Takes more rows where that pays and may be, else drops them.
  private func makeRoom(_ state: inout State) {
    let fits = state.memory.byteCount < byteLimit
    if !state.room.grow(with: state.memory.count, fits: fits) { state.memory = RowMemory(form) }
  }
}
