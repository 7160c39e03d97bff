public import EventModel
public import LookupKit

/// A key table as far as it is known before it is opened.
public struct NamedTable: Sendable {
  public let name: String
  /// Its place among the lookups of the pipeline.
  public let place: Int
  /// All of its columns; nil when only the data tells.
  private let columns: [TableColumn]?
  private let typeOf: @Sendable (String) -> FieldType?

  /// `type` gives the type of a column that the pipeline file states; other columns hold text.
  public init(
    _ name: String, place: Int, columns: [TableColumn]?,
    type: @escaping @Sendable (String) -> FieldType?
  ) {
    self.name = name
    self.place = place
    self.columns = columns
    typeOf = type
  }

  /// The names of all columns; nil when only the data tells.
  var columnNames: [String]? { columns?.map(\.name) }

  /// The type of a column; nil when there is none of this name for sure.
  func type(of column: String) -> FieldType? {
    guard let columns else { return typeOf(column) ?? .text }
    return columns.first { $0.name == column }?.type
  }
}
