import StageKit

/// What is made of a record: the columns that somebody reads, and the entity.
///
/// Shape: a row of slots has one for each column, and one behind them for the entity's data.
struct AgentPlan {
  let columns: [(column: AgentColumn, output: OutputRef)]
  let hasEntity: Bool

  init(_ setup: Setup) {
    columns = AgentColumn.allCases.map { ($0, setup[$0.output]) }.filter { $0.1.isWanted }
    hasEntity = setup[UserAgentParser.context].isWanted
  }

  var width: Int { columns.count + (hasEntity ? 1 : 0) }
  var isEmpty: Bool { width == 0 }

  /// Fills the slots of a row with what the record says; new bytes come from `arena`.
  func fill(
    _ slots: UnsafeMutablePointer<Slot>, from record: UserAgentRecord, _ arena: Arena
  ) {
    for place in columns.indices {
      let value = columns[place].column.value(of: record, arena)
      slots[place] = value.isEmpty ? .empty : Slot.text(value).marked
    }
    if hasEntity { slots[columns.count] = .json(record.contextData(arena: arena)) }
  }
}
