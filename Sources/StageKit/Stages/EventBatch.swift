/// What a stage sees of a slice: the fields that it declared, of the events that take part.
public struct EventBatch {
  let inputs: UnsafePointer<UnsafeMutablePointer<Slot>>
  /// The rows that take part.
  public let rows: Selection
  /// Where new bytes go: they live as long as the slice.
  public let arena: Arena

  /// What expressions ask.
  private let tables: KeyTables?

  package init(
    inputs: UnsafePointer<UnsafeMutablePointer<Slot>>, rows: Selection, arena: Arena,
    tables: KeyTables? = nil
  ) {
    self.inputs = inputs
    self.rows = rows
    self.arena = arena
    self.tables = tables
  }

  /// The values of a field, by row.
  public func column(_ input: InputRef) -> UnsafePointer<Slot> {
    UnsafePointer(inputs[input.index])
  }

  /// The columns that an expression of this stage reads, and the tables that it asks.
  public func columns(of expression: CompiledExpression) -> ExpressionColumns {
    ExpressionColumns(inputs, offset: expression.base, arena: arena, tables: tables)
  }
}
