import StageKit

/// One table of the stage, and where its columns are.
public struct KeyTablePart {
  let table: any KeyTable
  /// Places of the columns, in the order of the stage's fields.
  let columns: [Int]

  init(_ table: any KeyTable, _ fields: [MappedField]) {
    self.table = table
    let names = table.columns.map(\.name)
    columns = fields.map { names.firstIndex(of: $0.source) ?? 0 }
  }
}
