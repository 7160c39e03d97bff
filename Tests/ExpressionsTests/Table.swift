import EventModel
import Expressions

/// Columns to run expressions over: one field of each type, one value a row.
final class Table {
  static let types: [(name: String, type: FieldType)] = [
    ("t", .text), ("u", .text), ("i", .integer), ("j", .integer), ("f", .float), ("d", .double),
    ("n", .decimal), ("b", .boolean), ("c", .boolean), ("s", .timestamp), ("x", .json),
    ("y", .json), ("e", .entities),
  ]

  let slice = Slice(columnCount: types.count)
  /// What went wrong in the last run.
  private(set) var errors = ExpressionErrors()

  /// Rows by the names of their fields.
  init(_ rows: [[String: Slot]]) {
    slice.addRecord(.empty, line: 1)
    for (place, row) in rows.enumerated() {
      _ = slice.addRow(part: place)
      for (column, field) in Table.types.enumerated() {
        slice.columns[column][place] = row[field.name] ?? .empty
      }
    }
  }

  static func compile(_ text: String) throws(ExpressionProblem) -> CompiledExpression {
    try CompiledExpression.compile(text, lookup: Plans.lookup) { name in
      types.first { $0.name == name }?.type
    }
  }

  /// The values for all rows, through the column pointers of the fields that are read.
  func values(_ text: String) throws(ExpressionProblem) -> [Slot] {
    fill(try Table.compile(text))
  }

  func fill(_ expression: CompiledExpression) -> [Slot] {
    let (pointers, result) = memory(expression)
    defer {
      pointers.deallocate()
      result.deallocate()
    }
    let rows = Selection(first: slice.rowCount)
    errors = expression.fill(
      result,
      ExpressionColumns(pointers, offset: 0, arena: slice.arena, tables: Plans.tables),
      rows: rows)
    return (0..<slice.rowCount).map { result[$0] }
  }

  /// The rows for which the expression is true.
  func selected(_ text: String, of rows: Selection? = nil) throws(ExpressionProblem) -> [Int] {
    let expression = try Table.compile(text)
    let (pointers, result) = memory(expression)
    defer {
      pointers.deallocate()
      result.deallocate()
    }
    var found: [Int] = []
    let (isTrue, errors) = expression.select(
      ExpressionColumns(pointers, offset: 0, arena: slice.arena, tables: Plans.tables),
      rows: rows ?? Selection(first: slice.rowCount))
    isTrue.forEach { found.append($0) }
    self.errors = errors
    return found
  }

  private func memory(
    _ expression: CompiledExpression
  ) -> (UnsafeMutablePointer<UnsafeMutablePointer<Slot>>, UnsafeMutablePointer<Slot>) {
    let pointers = UnsafeMutablePointer<UnsafeMutablePointer<Slot>>
      .allocate(capacity: max(expression.fields.count, 1))
    for (place, name) in expression.fields.enumerated() {
      pointers[place] = slice.columns[Table.types.firstIndex { $0.name == name } ?? 0]
    }
    let result = UnsafeMutablePointer<Slot>.allocate(capacity: Selection.capacity)
    result.initialize(repeating: .empty, count: Selection.capacity)
    return (pointers, result)
  }
}

extension Slot {
  static func text(_ text: String) -> Slot { .text(Bytes.constant(text)) }
  static func decimal(_ text: String) -> Slot { .decimal(Bytes.constant(text)) }
  static func json(_ text: String) -> Slot { .json(Bytes.constant(text)) }

  /// As a table of truths shows it: `T`, `F`, or `-` for null.
  var truth: String { isEmpty ? "-" : boolean ? "T" : "F" }
}
