private import WebValues

/// A value of a record in full, for what is done once in a while: building, comparing, printing.
public indirect enum LookupValue: Sendable, Hashable {
  case text(String)
  case double(Double)
  case float(Float)
  case bytes([UInt8])
  /// A whole number without sign, and the bits of its type: 16, 32, 64 or 128.
  case unsigned(UInt128, bits: UInt8)
  case signed(Int32)
  case boolean(Bool)
  /// In the order of the record.
  case map([Member])
  case list([LookupValue])

  /// An entry of a map.
  public struct Member: Sendable, Hashable {
    /// The name in the map.
    public let key: String
    public let value: LookupValue

    /// Makes an entry of a map.
    public init(_ key: String, _ value: LookupValue) {
      self.key = key
      self.value = value
    }
  }
}

extension LookupValue {
  /// The value at a key of a map.
  public subscript(key: String) -> LookupValue? {
    guard case .map(let members) = self else { return nil }
    return members.first { $0.key == key }?.value
  }

  /// The value at a path.
  public subscript(path: IPTablePath) -> LookupValue? {
    var value: LookupValue? = self
    for component in path.components {
      switch (component, value) {
      case (.key(let key), let found?): value = found[key]
      case (.index(let index), .list(let items)?):
        let place = index < 0 ? items.count + index : index
        value = items.indices.contains(place) ? items[place] : nil
      default: return nil
      }
    }
    return value
  }

  /// The value with the members of all maps in the order of their keys, which means nothing.
  public var inKeyOrder: LookupValue {
    switch self {
    case .map(let members):
      .map(
        members.map { Member($0.key, $0.value.inKeyOrder) }.sorted { $0.key < $1.key })
    case .list(let items): .list(items.map(\.inKeyOrder))
    default: self
    }
  }

  /// The value as JSON: bytes as hexadecimal text, numbers that are none as null.
  public var json: String {
    switch self {
    case .text(let text): JSONText.quoted(text)
    case .double(let value): value.isFinite ? "\(value)" : "null"
    case .float(let value): value.isFinite ? "\(value)" : "null"
    case .bytes(let bytes): "\"\(LookupValue.hex(bytes))\""
    case .unsigned(let value, _): "\(value)"
    case .signed(let value): "\(value)"
    case .boolean(let flag): "\(flag)"
    case .map(let members):
      "{\(members.map { "\(JSONText.quoted($0.key)):\($0.value.json)" }.joined(separator: ","))}"
    case .list(let items): "[\(items.map(\.json).joined(separator: ","))]"
    }
  }

  /// The JSON over several lines, for people.
  public func indentedJSON(_ margin: String = "") -> String {
    let inner = margin + "  "
    switch self {
    case .map(let members) where !members.isEmpty:
      let lines = members.map {
        "\(inner)\(JSONText.quoted($0.key)): \($0.value.indentedJSON(inner))"
      }
      return "{\n\(lines.joined(separator: ",\n"))\n\(margin)}"
    case .list(let items) where !items.isEmpty:
      let lines = items.map { inner + $0.indentedJSON(inner) }
      return "[\n\(lines.joined(separator: ",\n"))\n\(margin)]"
    default: return json
    }
  }

  /// The text of a value that is no map and no list, as a table has it.
  public var cell: String {
    if case .text(let text) = self { return text }
    if case .bytes(let bytes) = self { return LookupValue.hex(bytes) }
    return json
  }

  private static func hex(_ bytes: [UInt8]) -> String {
    let digits = Array("0123456789abcdef".utf8)
    return String(
      decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }
}
