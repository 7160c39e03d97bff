import EventModel

/// The types of values, as `type(x)` gives them and expressions name them.
enum TypeName: Int, CaseIterable {
  case boolean, integer, unsigned, double, string, bytes, list, map, null, type
  case timestamp, duration, address, network

  /// In the order of the cases.
  private static let names = [
    "bool", "int", "uint", "double", "string", "bytes", "list", "map", "null_type", "type",
    "google.protobuf.Timestamp", "google.protobuf.Duration", "net.IP", "net.CIDR",
  ]
  private static let values = names.map { Value.run(Bytes.constant($0), .type) }

  var value: Value { TypeName.values[rawValue] }

  /// The type that a name stands for; nil when there is none.
  static func named(_ name: String) -> Value? { names.firstIndex(of: name).map { values[$0] } }

  /// The type of a value; the value itself when it is an error.
  static func of(_ value: Value) -> Value { name(of: value)?.value ?? value }

  private static func name(of value: Value) -> TypeName? {
    switch value.kind {
    case .null: .null
    case .boolean: .boolean
    case .integer: .integer
    case .unsigned: .unsigned
    case .double, .decimal: .double
    case .text, .url: .string
    case .bytes: .bytes
    case .timestamp: .timestamp
    case .duration: .duration
    case .list: .list
    case .map, .row: .map
    case .json: value.bytes.hasPrefix("{") ? .map : .list
    case .type: .type
    case .address: .address
    case .network: .network
    case .missing, .error: nil
    }
  }
}
