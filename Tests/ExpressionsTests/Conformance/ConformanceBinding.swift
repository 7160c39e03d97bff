import EventModel

@testable import Expressions

/// Values and types of test cases in the forms that expressions know.
enum ConformanceBinding {
  /// The value of a field; nil when no field holds such values.
  static func slot(_ message: TextProto) -> Slot? {
    switch PlainValue(message) {
    case .boolean(let flag)?: .boolean(flag)
    case .integer(let value)?: .integer(value)
    case .double(let bits)?: .double(Double(bitPattern: bits))
    case .text(let text)? where !text.isEmpty: .text(text)
    case let value?: json(value).map { Slot.json($0) }
    case nil: nil
    }
  }

  /// JSON of lists and of maps with texts as keys.
  private static func json(_ value: PlainValue) -> String? {
    switch value {
    case .list(let items):
      let parts = items.compactMap(element)
      return parts.count == items.count ? "[\(parts.joined(separator: ","))]" : nil
    case .map(let entries):
      let parts = entries.compactMap { key, value in
        key.hasPrefix("'") ? element(value).map { "\"\(key.dropFirst().dropLast())\":\($0)" } : nil
      }
      return parts.count == entries.count ? "{\(parts.joined(separator: ","))}" : nil
    default: return nil
    }
  }

  private static func element(_ value: PlainValue) -> String? {
    switch value {
    case .null: "null"
    case .boolean, .integer: "\(value)"
    case .text(let text): "\"\(text)\""
    default: json(value)
    }
  }

  /// The value as it stands in an expression.
  static func literal(_ message: TextProto) -> String? {
    switch PlainValue(message) {
    case .null?: return "null"
    case .unsigned(let value)?: return "\(value)u"
    case .bytes(let bytes)?:
      return "b'" + bytes.map { "\\x" + ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        + "'"
    case .text("")?: return "''"
    case .other("object_value")?:
      guard
        let duration = message.message("object_value")?.message(
          "[type.googleapis.com/google.protobuf.Duration]")
      else { return nil }
      let seconds = duration.word("seconds") ?? "0"
      return "(duration('\(seconds)s') + duration('\(duration.word("nanos") ?? "0")ns'))"
    default: return nil
    }
  }

  static func shown(_ type: ValueType) -> String {
    switch type {
    case .any, .none: "dyn"
    case .integer: "INT64"
    case .unsigned: "UINT64"
    case .double: "DOUBLE"
    case .boolean: "BOOL"
    case .text: "STRING"
    case .bytes: "BYTES"
    case .null: "null"
    case .list(let element): "list(\(shown(element)))"
    case .map(let key, let value): "map(\(shown(key)), \(shown(value)))"
    default: type.shown
    }
  }

  static func shown(_ message: TextProto) -> String {
    func inner(_ message: TextProto, _ name: String) -> String {
      message.message(name).map(shown) ?? "?"
    }
    if let primitive = message.word("primitive") { return primitive }
    if message["dyn"] != nil { return "dyn" }
    if message["null"] != nil { return "null" }
    if let list = message.message("list_type") { return "list(\(inner(list, "elem_type")))" }
    if let map = message.message("map_type") {
      return "map(\(inner(map, "key_type")), \(inner(map, "value_type")))"
    }
    return "?"
  }
}
