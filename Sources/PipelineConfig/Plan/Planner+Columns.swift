import EventModel
import StageKit

extension Planner {
  /// Where the fields of one place of the tree are.
  struct Columns {
    var place: [String: Int] = [:]
    /// Columns that may be written in place.
    var owned: Set<Int> = []
    /// The flow of fields, for failed events.
    var fields: [String: Field] = [:]
    /// Stages on the way here that collect their errors, by place in the plan.
    var collectors: [Int] = []
  }

  /// The fields of a place with their columns, Snowplow's first.
  func snapshot(_ columns: Columns) -> [FieldColumn] {
    let known = SnowplowFields.all.filter { columns.place[$0.name] != nil }
    let own = columns.fields.values
      .filter { SnowplowFields.index[$0.name] == nil && $0.name != Checker.othersField }
      .sorted { $0.name < $1.name }
    return (known + own).compactMap { field in
      columns.place[field.name].map { FieldColumn(field: field, column: $0) }
    }
  }
}
