/// The type of a field; each has one way to be stored in a slot and one text form per format.
public enum FieldType: String, Sendable, CaseIterable {
  /// UTF-8 text, never empty.
  case text
  /// A whole number of 64 bits; Snowplow's columns hold 32.
  case integer
  /// A 32-bit float, written with the fewest digits that identify it.
  case float
  /// A 64-bit float.
  case double
  /// A decimal number whose digits are kept.
  case decimal
  case boolean
  /// Milliseconds since 1970, UTC.
  case timestamp
  /// One JSON value as compact text.
  case json
  /// A list of self-describing entities that stages add to.
  case entities

  /// The kind of slot that holds a value of this type.
  public var kind: Slot.Kind {
    switch self {
    case .text: .text
    case .integer: .integer
    case .float: .float
    case .double: .double
    case .decimal: .decimal
    case .boolean: .boolean
    case .timestamp: .timestamp
    case .json: .json
    case .entities: .entities
    }
  }
}
