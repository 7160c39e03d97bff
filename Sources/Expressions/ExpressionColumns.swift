public import EventModel

/// The columns that an expression reads, and where its new bytes go.
public struct ExpressionColumns {
  var columns: UnsafePointer<UnsafeMutablePointer<Slot>>
  let arena: Arena

  /// `offset` is that of the expression's first column; the bytes live as long as the arena's.
  public init(
    _ columns: UnsafePointer<UnsafeMutablePointer<Slot>>, offset: Int, arena: Arena
  ) {
    self.columns = columns + offset
    self.arena = arena
  }
}
