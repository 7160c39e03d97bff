import EventModel

/// Names of the types of values, as `type(x)` gives them and expressions name them.
enum TypeName {
  /// Types that an expression can name.
  static let all: [StaticString] = [
    "bool", "int", "uint", "double", "string", "bytes", "list", "map", "null_type", "type",
    "google.protobuf.Timestamp", "google.protobuf.Duration", "net.IP", "net.CIDR",
  ]

  static func value(_ name: StaticString) -> Value {
    .run(Bytes(name.utf8Start, name.utf8CodeUnitCount), .type)
  }

  /// The type that a name stands for; nil when there is none.
  static func named(_ name: String) -> Value? {
    all.first { $0.description == name }.map(value)
  }

  static func of(_ value: Value) -> Value {
    switch value.kind {
    case .null: self.value("null_type")
    case .boolean: self.value("bool")
    case .integer: self.value("int")
    case .unsigned: self.value("uint")
    case .double, .decimal: self.value("double")
    case .text, .url: self.value("string")
    case .bytes: self.value("bytes")
    case .timestamp: self.value("google.protobuf.Timestamp")
    case .duration: self.value("google.protobuf.Duration")
    case .list: self.value("list")
    case .map: self.value("map")
    case .json: self.value(value.bytes.hasPrefix("{") ? "map" : "list")
    case .type: self.value("type")
    case .address: self.value("net.IP")
    case .network: self.value("net.CIDR")
    case .missing, .error: value
    }
  }
}
