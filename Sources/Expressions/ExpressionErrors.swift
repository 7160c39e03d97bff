public import EventModel

/// The rows for which an expression ended with an error that no null caused.
public struct ExpressionErrors: Sendable {
  /// One of those rows.
  public struct Row: Sendable {
    public let row: Int
    /// What happened: lower case, may quote values of the event.
    public let message: String
  }

  /// All rows that ended with an error, as a selection.
  public private(set) var rows = Selection()
  /// The same rows with their messages, in the order in which they failed.
  public private(set) var list: [Row] = []

  /// No row.
  public init() {}

  /// Whether no row ended with an error.
  public var isEmpty: Bool { list.isEmpty }

  mutating func add(_ row: Int, _ message: String) {
    rows.insert(row)
    list.append(Row(row: row, message: message))
  }
}
