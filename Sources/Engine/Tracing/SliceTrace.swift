import PipelineConfig
import StageKit

/// Notes what becomes of some rows of one slice.
///
/// Shape: one worker at a time holds it, with its slice.
final class SliceTrace {
  private let map: TraceMap
  private let slice: Slice
  private let desk: any TraceDesk
  /// Whether values are searched for secrets.
  private let hidesSecrets: Bool
  private var rows: Selection
  /// By row: the place among the events.
  private var places = [Int](repeating: -1, count: Selection.capacity)
  private(set) var events: [TracedEvent] = []
  // Of the stage under way, by event.
  private var before: [[String?]] = []
  private var conditions: [[TracedField]] = []
  private var began = ContinuousClock.now

  init(
    _ map: TraceMap, _ work: WorkSlice, _ rows: Selection, _ ticket: Ticket, _ desk: any TraceDesk
  ) {
    self.map = map
    self.rows = rows
    self.desk = desk
    hidesSecrets = desk.hidesSecrets && !map.plan.veil.secrets.isEmpty
    slice = work.slice
    let source = map.plan.sources[ticket.source]
    rows.forEach { row in
      let origin = slice.rows[row]
      let record = slice.records[Int(origin.record)]
      var event = TracedEvent(
        source: source.id, input: ticket.track?.name ?? source.id, line: record.line,
        part: Int(origin.part), parts: Int(record.parts), raw: Array(record.raw.buffer),
        header: ticket.header(of: record.line))
      event.fields = map.decoded[ticket.source].compactMap { field(row, $0) }
      places[row] = events.count
      events.append(event)
    }
    before = Array(repeating: [], count: events.count)
    conditions = before.map { _ in [] }
  }

  /// Follows the rows of a slice that a stage has made.
  private init(behind earlier: SliceTrace, _ work: WorkSlice) {
    map = earlier.map
    desk = earlier.desk
    hidesSecrets = earlier.hidesSecrets
    rows = Selection()
    slice = work.slice
  }

  private func field(_ row: Int, _ place: TraceMap.Place) -> TracedField? {
    text(slice.columns[place.column][row]).map { TracedField(name: place.name, json: $0) }
  }

  private func text(_ value: Slot) -> String? {
    guard let text = SlotJSON.text(value), hidesSecrets else { return SlotJSON.text(value) }
    return map.plan.veil.hidden(text)
  }

  /// A failure without the secrets of the pipeline, which a stage may have quoted.
  private func shown(_ failure: Failure) -> Failure {
    guard !map.plan.veil.secrets.isEmpty else { return failure }
    return Failure(
      failure.kind, map.plan.veil.hidden(failure.message),
      errors: failure.errors.map(map.plan.veil.hidden))
  }

  /// The fields that a condition read, also those without a value.
  private func values(_ row: Int, _ condition: [TraceMap.Place]) -> [TracedField] {
    condition.map { place in
      field(row, place) ?? TracedField(name: place.name, json: "null")
    }
  }

  // MARK: stages

  /// A stage is about to look at some rows.
  func begin(stage: Int, _ incoming: Selection) {
    let stage = map.stages[stage]
    (incoming & rows).forEach { row in
      let place = places[row]
      before[place] = stage.written.map { text(slice.columns[$0.before][row]) }
      conditions[place] = values(row, stage.condition)
    }
    began = .now
  }

  /// A stage has looked at some rows, and `taking` took part.
  func end(
    stage index: Int, incoming: Selection, taking: Selection, filtered: Selection,
    _ failures: [RowFailure]
  ) {
    let elapsed = ContinuousClock.now - began
    let plan = map.plan.stages[index]
    let share = SliceTrace.nanoseconds(elapsed) / UInt64(max(taking.count, 1))
    (incoming & rows).forEach { row in
      let failure = failures.first { $0.row == row }?.failure
      let isTaking = taking.contains(row)
      let fate: TracedFate
      if let failure {
        fate = plan.onError.fate(shown(failure))
      } else if filtered.contains(row) {
        fate = .filtered
      } else {
        fate = isTaking ? .passed : .passedOver(conditions[places[row]])
      }
      var step = TracedStep(kind: .stage, place: index, id: plan.id, fate: fate)
      step.from = map.stages[index].from
      step.changes = changes(row, index)
      step.nanoseconds = isTaking ? share : 0
      events[places[row]].steps.append(step)
    }
  }

  /// A row goes on as another one, which may be a piece of it; its values are set.
  func goOn(
    _ row: Int, as copy: Int, of target: WorkSlice, piece: Int?, of count: Int, stage: Int
  ) {
    guard rows.contains(row) else { return }
    let trace = target.trace ?? SliceTrace(behind: self, target)
    target.trace = trace
    var event = events[places[row]]
    // What happened on other branches is told of the event that was split.
    let way = map.way(to: stage)
    event.steps.removeAll { $0.kind != .stage || !way.contains($0.place) }
    if let last = event.steps.indices.last, event.steps[last].place == stage {
      event.steps[last].fate = .passed
      event.steps[last].changes = changes(row, stage, copy, target.slice)
    }
    if let piece { event.pieces.append(piece) }
    trace.add(event, row: copy)
    if let last = events[places[row]].steps.lastIndex(where: { $0.place == stage }) {
      events[places[row]].steps[last].fate = .split(count)
    }
  }

  private func add(_ event: TracedEvent, row: Int) {
    rows.insert(row)
    places[row] = events.count
    events.append(event)
    before.append([])
    conditions.append([])
  }

  /// All that there is to tell: events that only went on as others are told with these.
  var told: [TracedEvent] {
    events.filter { event in
      guard let last = event.steps.last, case .split = last.fate else { return true }
      let way = map.way(to: last.place)
      return event.steps.contains { $0.kind != .stage || !way.contains($0.place) }
    }
  }

  private func changes(_ row: Int, _ stage: Int) -> [TracedChange] {
    changes(row, stage, row, slice)
  }

  private func changes(
    _ row: Int, _ stage: Int, _ copy: Int, _ target: Slice
  ) -> [TracedChange] {
    zip(map.stages[stage].written, before[places[row]]).compactMap { field, before in
      let after = text(target.columns[field.after][copy])
      return before == after ? nil : TracedChange(name: field.name, before: before, after: after)
    }
  }

  /// Errors were collected, and the event fails here.
  func fail(gate index: Int, row: Int, _ failure: Failure) {
    guard rows.contains(row) else { return }
    events[places[row]].steps.append(
      TracedStep(
        kind: .gate, place: index, id: map.plan.stages[index].id, fate: .failed(shown(failure))))
  }

  // MARK: sinks

  /// A sink has looked at some rows, and gets `written`.
  func note(
    sink index: Int, incoming: Selection, written: Selection, _ failures: [RowFailure]
  ) {
    let plan = map.plan.sinks[index]
    (incoming & rows).forEach { row in
      let failure = failures.first { $0.row == row }?.failure
      let fate: TracedFate
      if let failure {
        fate = .failed(shown(failure))
      } else {
        fate =
          written.contains(row)
          ? .written : .passedOver(values(row, map.sinks[index].condition))
      }
      var step = TracedStep(kind: .sink, place: index, id: plan.id, fate: fate)
      if desk.notesRows, fate == .written {
        step.row = map.sinks[index].fields.compactMap { field(row, $0) }
      }
      events[places[row]].steps.append(step)
    }
  }

  /// No sink wants these rows, and the pipeline lets them fail.
  func note(unrouted row: Int, _ failure: Failure) {
    guard rows.contains(row) else { return }
    events[places[row]].failure = failure
  }

  private static func nanoseconds(_ duration: Duration) -> UInt64 {
    let (seconds, attoseconds) = duration.components
    return UInt64(seconds) * 1_000_000_000 + UInt64(attoseconds / 1_000_000_000)
  }
}

extension ErrorPolicy {
  fileprivate func fate(_ failure: Failure) -> TracedFate {
    switch self {
    case .fail: .failed(failure)
    case .continue: .continued(failure)
    case .collect: .collected(failure)
    case .drop: .dropped(failure)
    case .stop: .stopped(failure)
    }
  }
}
