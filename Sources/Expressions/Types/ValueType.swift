import EventModel

/// What is known of a value before anything runs.
indirect enum ValueType: Equatable, Sendable {
  /// Known when it is there: a member of JSON, an element of a mixed list.
  case any
  /// Of an empty list: whatever it stands beside.
  case none
  case null
  case boolean, integer, unsigned, double, decimal, text, bytes, timestamp, duration
  case list(ValueType)
  case map(ValueType, ValueType)
  case type, address, network, url
  /// A row of the table at a place among the lookups of the pipeline.
  case row(Int)
  /// The list of an `entities` field, of which only its being empty can be asked.
  case entities

  init(_ type: FieldType) {
    switch type {
    case .text: self = .text
    case .integer: self = .integer
    case .float, .double: self = .double
    case .decimal: self = .decimal
    case .boolean: self = .boolean
    case .timestamp: self = .timestamp
    case .json: self = .any
    case .entities: self = .entities
    }
  }

  /// As messages show it.
  var shown: String {
    switch self {
    case .any, .none: "any value"
    case .null: "null"
    case .boolean: "boolean"
    case .integer: "integer"
    case .unsigned: "unsigned integer"
    case .double: "double"
    case .decimal: "decimal"
    case .text: "text"
    case .bytes: "bytes"
    case .timestamp: "timestamp"
    case .duration: "duration"
    case .list(.any), .list(.none): "list"
    case .list(let element): "list(\(element.shown))"
    case .map(.any, .any), .map(.none, _): "map"
    case .map(let key, let value): "map(\(key.shown), \(value.shown))"
    case .type: "type"
    case .address: "IP address"
    case .network: "network"
    case .url: "URL"
    case .entities: "entities"
    case .row: "row"
    }
  }

  var isNumber: Bool {
    switch self {
    case .integer, .unsigned, .double, .decimal: true
    default: false
    }
  }

  /// Whether nothing is known of the value that would forbid a use.
  var isOpen: Bool { self == .any || self == .none || self == .null }

  /// The type of what may be of either.
  func joined(_ other: ValueType) -> ValueType {
    if self == other || other == .none || other == .null { return self }
    if self == .none || self == .null { return other }
    switch (self, other) {
    case (.list(let a), .list(let b)): return .list(a.joined(b))
    case (.map(let aKey, let a), .map(let bKey, let b)):
      return .map(aKey.joined(bKey), a.joined(b))
    default: return .any
    }
  }

  /// Whether a value of this type may be given where one of `wanted` is taken.
  func fits(_ wanted: ValueType) -> Bool {
    if self == .any || self == .none || wanted == .any || self == wanted { return true }
    switch (self, wanted) {
    case (.list(let a), .list(let b)): return a.fits(b)
    case (.map(let aKey, let a), .map(let bKey, let b)): return aKey.fits(bKey) && a.fits(b)
    case (.decimal, .double): return true
    default: return false
    }
  }

  /// Whether `==` can tell values of the two types apart.
  func equates(_ other: ValueType) -> Bool {
    if self == .entities || other == .entities { return false }
    if isOpen || other.isOpen || isNumber && other.isNumber { return true }
    switch (self, other) {
    case (.list(let a), .list(let b)): return a.equates(b)
    case (.map(let aKey, let a), .map(let bKey, let b)):
      return aKey.equates(bKey) && a.equates(b)
    default: return self == other
    }
  }

  /// Whether values of the two types have an order.
  func orders(_ other: ValueType) -> Bool {
    if self == .null || other == .null { return false }
    guard equates(other) else { return false }
    func hasOrder(_ type: ValueType) -> Bool {
      switch type {
      case .list, .map, .type, .address, .network, .url, .entities, .row: false
      default: true
      }
    }
    return hasOrder(self) && hasOrder(other)
  }
}
