public import EventModel

/// A column of a key table that an expression asks for, and where it does.
public struct ColumnUse: Sendable, Equatable {
  /// The place of the table among the lookups of the pipeline.
  public let lookup: Int
  /// The name of the column.
  public let column: String
  /// The type by which the expression was checked.
  public let type: FieldType
  /// Where its name stands, in UTF-8 bytes of the expression.
  public let offset: Int
  /// How many UTF-8 bytes of the expression it covers.
  public let length: Int
}
