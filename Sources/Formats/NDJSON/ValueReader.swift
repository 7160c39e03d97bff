import StageKit

/// Turns JSON values into values of fields.
enum ValueReader {
  /// The value; empty for `null` and the empty text, nil when it does not fit the type.
  @inline(__always)
  static func read(_ value: JSONValue, _ type: FieldType, arena: Arena) -> Slot? {
    if type == .text, value.kind == .string, !value.isEscaped {
      return text(value.raw.slice(1, value.raw.count &- 1))
    }
    return other(value, type, arena: arena)
  }

  @inline(never)
  private static func other(_ value: JSONValue, _ type: FieldType, arena: Arena) -> Slot? {
    if value.kind == .null { return .empty }
    switch type {
    case .json: return .json(JSONText.compact(value.raw, arena: arena))
    case .entities: return EntityReader.read(value, arena: arena)
    case .text where value.kind == .string: return value.text(arena: arena).map(text)
    default:
      guard value.kind != .object, value.kind != .array else { return nil }
      let content = value.text(arena: arena) ?? value.raw
      if content.isEmpty { return .empty }
      return scalar(content, isNumber: value.kind == .number, type, arena)
    }
  }

  /// The value that a text spells; nil when it does not fit the type.
  static func read(_ text: Bytes, _ type: FieldType, arena: Arena) -> Slot? {
    scalar(text, isNumber: false, type, arena)
  }

  @inline(__always)
  private static func text(_ bytes: Bytes) -> Slot { bytes.isEmpty ? .empty : .text(bytes) }

  private static func scalar(
    _ text: Bytes, isNumber: Bool, _ type: FieldType, _ arena: Arena
  ) -> Slot? {
    switch type {
    case .integer: NumberText.int64(text).map(Slot.integer)
    case .float: FloatReader.float(text).map(Slot.float)
    case .double: FloatReader.double(text).map(Slot.double)
    case .decimal: DecimalText.canonical(text, arena: arena).map(Slot.decimal)
    case .boolean: boolean(text)
    case .timestamp: timestamp(text, isNumber: isNumber)
    case .text, .json, .entities: .text(text)
    }
  }

  private static func boolean(_ text: Bytes) -> Slot? {
    if text == "true" || text == "1" { return .boolean(true) }
    return text == "false" || text == "0" ? .boolean(false) : nil
  }

  private static func timestamp(_ text: Bytes, isNumber: Bool) -> Slot? {
    if isNumber { return NumberText.epochMilliseconds(text).map(Slot.timestamp) }
    guard let time = TimestampText.parse(rfc3339: text), TimestampText.isWritable(time) else {
      return nil
    }
    return .timestamp(time)
  }
}
