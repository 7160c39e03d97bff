/// A named, typed place of an event.
public struct Field: Sendable, Equatable {
  public let name: String
  public let type: FieldType
  /// The longest text in UTF-16 code units; nil when there is no limit.
  public let limit: Int?
  /// What the field holds, for reference pages; empty when nothing is said.
  public let about: String

  /// Makes a field; `limit` is the longest text in UTF-16 code units.
  public init(_ name: String, _ type: FieldType, limit: Int? = nil, _ about: String = "") {
    self.name = name
    self.type = type
    self.limit = limit
    self.about = about
  }
}
