public import EventModel

/// The columns that an expression reads, the tables that it asks, and where its new bytes go.
public struct ExpressionColumns {
  var columns: UnsafePointer<UnsafeMutablePointer<Slot>>
  let arena: Arena
  let tables: KeyTables?

  /// `offset` is that of the expression's first column; the bytes live as long as the arena's.
  public init(
    _ columns: UnsafePointer<UnsafeMutablePointer<Slot>>, offset: Int, arena: Arena,
    tables: KeyTables? = nil
  ) {
    self.columns = columns + offset
    self.arena = arena
    self.tables = tables
  }
}
