public import EventModel

/// Rows of typed columns by a text.
public protocol KeyTable: Lookup {
  /// The columns of a row, without the key.
  var columns: [TableColumn] { get }

  /// The number of the row of a key, compared byte by byte; nil when there is none.
  func row(of key: Bytes) -> Int?

  /// The value of a column: of the column's type, or empty. Texts live as long as the table.
  func value(row: Int, column: Int) -> Slot
}

/// A column of a table.
public struct TableColumn: Sendable, Equatable {
  public let name: String
  public let type: FieldType

  /// Makes a column; `type` is that of all its values.
  public init(_ name: String, _ type: FieldType) {
    self.name = name
    self.type = type
  }
}
