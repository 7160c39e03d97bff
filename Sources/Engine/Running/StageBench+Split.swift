import EventModel
import PipelineConfig
import StageKit

extension StageBench {
  /// Runs a stage that splits events, and moves what leaves it to slices of its own, in order.
  ///
  /// Shape: the rows that came stay where they are, for other branches; none of them leaves the stage.
  /// What the new rows point at lives as long as the slice that they come from: all slices of a ticket are
  /// given back together.
  func split(
    _ work: WorkSlice, _ ticket: Ticket, _ index: Int, _ failures: FailureDesk,
    from supply: SliceSupply
  ) -> [WorkSlice] {
    scratch.pieces.removeAll()
    run(work, ticket, index, failures)
    failChanged(work, ticket, index, failures)
    let out = work.selections[index]
    work.selections[index] = Selection()
    var made: [WorkSlice] = []
    var added = 0
    for row in 0..<out.end where out.contains(row) {
      guard let count = scratch.pieces.pieces(of: row) else {
        let target = place(in: &made, like: work, index, supply)
        let copy = copy(row, of: work, to: target, nil)
        work.trace?.goOn(row, as: copy, of: target, piece: nil, of: 1, stage: index)
        continue
      }
      added += count - 1
      for number in 0..<count {
        let target = place(in: &made, like: work, index, supply)
        let piece = piece(number + 1, of: count, row, work)
        let copy = copy(row, of: work, to: target, piece)
        let values = scratch.pieces.values(of: row, number)
        for output in 0..<scratch.pieces.outputCount {
          target.slice.columns[plan.outputs[output]][copy] = values[output]
        }
        keepRoutes(of: row, in: work, to: copy, in: target, piece: number + 1, ticket)
        work.trace?.goOn(
          row, as: copy, of: target, piece: number + 1, of: count, stage: index)
      }
    }
    ticket.counts.stages[index].added += UInt64(added)
    ticket.counts.stages[index].outgoing += UInt64(added)
    for slice in made { slice.selections[index] = Selection(first: slice.slice.rowCount) }
    return made
  }

  /// The slice that takes the next row.
  private func place(
    in made: inout [WorkSlice], like work: WorkSlice, _ index: Int, _ supply: SliceSupply
  ) -> WorkSlice {
    if let last = made.last, !last.slice.isFull { return last }
    let next = supply.take()
    next.isMadeByStage = true
    // Other branches have none of these rows.
    for stage in next.selections.indices { next.selections[stage] = Selection() }
    next.routes = Array(repeating: Selection(), count: work.routes.count)
    made.append(next)
    return next
  }

  private func copy(
    _ row: Int, of work: WorkSlice, to target: WorkSlice, _ piece: UnsafePointer<Piece>?
  ) -> Int {
    let copy = target.slice.addCopy(of: row, in: work.slice, piece: piece)
    work.collected.copy(row: row, to: &target.collected, as: copy)
    if piece == nil {
      for sink in work.routes.indices where work.routes[sink].contains(row) {
        target.routes[sink].insert(copy)
      }
    }
    return copy
  }

  private func piece(
    _ number: Int, of count: Int, _ row: Int, _ work: WorkSlice
  ) -> UnsafePointer<Piece> {
    let piece = work.slice.arena.allocate(Piece.self)
    piece.initialize(
      to: Piece(
        number: UInt32(number), of: UInt32(count), whole: work.slice.rows[row].piece))
    return UnsafePointer(piece)
  }

  // MARK: replay

  /// The piece of a row that is owed, when a failed event is tried again; nil: all of them.
  private func owed(
    _ row: Int, _ work: WorkSlice, _ ticket: Ticket
  ) -> (number: Int, of: Int)? {
    guard !work.routes.isEmpty else { return nil }
    let origin = work.slice.rows[row]
    let line = work.slice.records[Int(origin.record)].line
    let depth = Piece.path(origin.piece).count
    guard let pieces = ticket.earlier[line]?.pieces, depth < pieces.count else { return nil }
    return pieces[depth]
  }

  /// A sink is owed the piece that failed and no other.
  private func keepRoutes(
    of row: Int, in work: WorkSlice, to copy: Int, in target: WorkSlice, piece: Int,
    _ ticket: Ticket
  ) {
    guard !work.routes.isEmpty else { return }
    if let owed = owed(row, work, ticket), owed.number != piece { return }
    for sink in work.routes.indices where work.routes[sink].contains(row) {
      target.routes[sink].insert(copy)
    }
  }

  /// Gives up on the rows of a replay that are split into another number of pieces than before.
  private func failChanged(
    _ work: WorkSlice, _ ticket: Ticket, _ index: Int, _ failures: FailureDesk
  ) {
    guard !work.routes.isEmpty else { return }
    let out = work.selections[index]
    for row in 0..<out.end where out.contains(row) {
      guard let owed = owed(row, work, ticket) else { continue }
      let count = scratch.pieces.pieces(of: row) ?? 1
      guard count != owed.of else { continue }
      let failure = Failure(
        .invalid,
        "piece \(owed.number) of \(owed.of) was owed, but the event is split into \(count) by now")
      failures.report(
        RowFailure(row: row, failure: failure), of: plan, order: index, work, ticket)
      work.selections[index].remove(row)
      ticket.counts.stages[index].outgoing -= 1
      ticket.counts.stages[index].failed += 1
    }
  }
}
