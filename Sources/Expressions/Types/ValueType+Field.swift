import EventModel

extension ValueType {
  /// The type of a field that a value of this type makes; nil for null and for what no field holds.
  var fieldType: FieldType? {
    switch self {
    case .boolean: .boolean
    case .integer, .unsigned: .integer
    case .double: .double
    case .decimal: .decimal
    case .text: .text
    case .timestamp: .timestamp
    case .any, .none, .list, .map: .json
    case .null, .bytes, .duration, .type, .address, .network, .url, .entities, .row: nil
    }
  }

  /// Whether a field of a type can be filled with values of this one.
  func fills(_ field: FieldType) -> Bool {
    switch self {
    case .null, .any, .none: true
    case .integer, .unsigned: [.integer, .float, .double, .decimal, .json].contains(field)
    case .double, .decimal: [.float, .double, .decimal, .json].contains(field)
    case .boolean: [.boolean, .json].contains(field)
    case .text: [.text, .json].contains(field)
    case .timestamp: [.timestamp, .json].contains(field)
    case .list, .map: field == .json
    case .entities: field == .entities
    case .bytes, .duration, .type, .address, .network, .url, .row: false
    }
  }
}
