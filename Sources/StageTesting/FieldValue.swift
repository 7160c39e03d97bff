import StageKit

/// The value of a field in a test.
public enum FieldValue: Sendable, Equatable {
  case text(String)
  /// Text that is no valid UTF-8, or that a string literal cannot hold.
  case bytes([UInt8])
  case integer(Int64)
  case float(Float)
  case double(Double)
  case decimal(String)
  case boolean(Bool)
  /// Milliseconds since 1970.
  case timestamp(Int64)
  case json(String)
  /// Entities, the one added last first: schema and data.
  case entities([Entity])

  /// A self-describing entity.
  public struct Entity: Sendable, Equatable {
    /// The schema as `iglu:` URI.
    public let schema: String
    public let data: String

    /// Makes an entity; `data` is compact JSON.
    public init(schema: String, data: String) {
      self.schema = schema
      self.data = data
    }
  }
}

extension FieldValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByBooleanLiteral, ExpressibleByFloatLiteral
{
  /// Makes a text.
  public init(stringLiteral value: String) { self = .text(value) }
  /// Makes an integer.
  public init(integerLiteral value: Int64) { self = .integer(value) }
  /// Makes a truth value.
  public init(booleanLiteral value: Bool) { self = .boolean(value) }
  /// Makes a double.
  public init(floatLiteral value: Double) { self = .double(value) }
}

extension FieldValue {
  var type: FieldType {
    switch self {
    case .text, .bytes: .text
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

  /// The value as a slot; its bytes go into `arena`.
  func slot(_ arena: Arena) -> Slot {
    switch self {
    case .text(let text): return text.isEmpty ? .empty : .text(arena.copy(text))
    case .bytes(let bytes): return bytes.isEmpty ? .empty : .text(arena.copy(bytes))
    case .integer(let value): return .integer(value)
    case .float(let value): return .float(value)
    case .double(let value): return .double(value)
    case .decimal(let text): return .decimal(arena.copy(text))
    case .boolean(let value): return .boolean(value)
    case .timestamp(let value): return .timestamp(value)
    case .json(let text): return .json(arena.copy(text))
    case .entities(let list):
      var slot = Slot.empty
      for entity in list.reversed() {
        slot = slot.adding(
          schema: arena.copy(entity.schema), data: arena.copy(entity.data), group: 0,
          arena: arena)
      }
      return slot
    }
  }

  /// What a slot holds; nil when it is empty.
  init?(_ slot: Slot) {
    switch slot.kind {
    case .empty: return nil
    case .text:
      let text = slot.bytes.string
      self =
        Array(text.utf8) == Array(slot.bytes.buffer)
        ? .text(text) : .bytes(Array(slot.bytes.buffer))
    case .integer: self = .integer(slot.integer)
    case .float: self = .float(slot.float)
    case .double: self = .double(slot.double)
    case .decimal: self = .decimal(slot.bytes.string)
    case .boolean: self = .boolean(slot.boolean)
    case .timestamp: self = .timestamp(slot.integer)
    case .json: self = .json(slot.bytes.string)
    case .entities:
      var list: [Entity] = []
      var node = slot.entities
      while let entity = node?.pointee {
        list.append(Entity(schema: entity.schema.string, data: entity.data.string))
        node = entity.next
      }
      self = .entities(list)
    }
  }
}

extension Arena {
  func copy(_ bytes: [UInt8]) -> Bytes {
    let room = reserve(bytes.count)
    for (place, byte) in bytes.enumerated() { room[place] = byte }
    return commit(bytes.count)
  }
}
