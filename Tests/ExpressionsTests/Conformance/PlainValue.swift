import EventModel

@testable import Expressions

/// A value that can be compared and printed, of an expression or of a test case.
indirect enum PlainValue: Equatable, CustomStringConvertible {
  case null
  case boolean(Bool)
  case integer(Int64)
  case unsigned(UInt64)
  /// By its bits, so that zeros of either sign differ and no number equals itself.
  case double(UInt64)
  case text(String)
  case bytes([UInt8])
  case list([PlainValue])
  /// In the order of the printed keys.
  case map([String: PlainValue])
  case type(String)
  case other(String)

  var description: String {
    switch self {
    case .null: "null"
    case .boolean(let flag): "\(flag)"
    case .integer(let value): "\(value)"
    case .unsigned(let value): "\(value)u"
    case .double(let bits): "\(Double(bitPattern: bits))"
    case .text(let text): "'\(text)'"
    case .bytes(let bytes): "b\(bytes)"
    case .list(let items): "\(items)"
    case .map(let entries): "\(entries.sorted { $0.key < $1.key })"
    case .type(let name): "type \(name)"
    case .other(let name): "some \(name)"
    }
  }

  /// The value of a `cel.expr.Value`.
  init?(_ message: TextProto) {
    guard let field = message.fields.first else { return nil }
    switch (field.name, field.value) {
    case ("null_value", _): self = .null
    case ("bool_value", .word(let word)): self = .boolean(word == "true")
    case ("int64_value", .word(let word)): self = .integer(Int64(word)!)
    case ("uint64_value", .word(let word)): self = .unsigned(UInt64(word)!)
    case ("double_value", .word(let word)): self = .double(PlainValue.number(word).bitPattern)
    case ("string_value", .text(let bytes)): self = .text(String(decoding: bytes, as: UTF8.self))
    case ("bytes_value", .text(let bytes)): self = .bytes(bytes)
    case ("type_value", .text(let bytes)): self = .type(String(decoding: bytes, as: UTF8.self))
    case ("list_value", .message(let list)):
      self = .list(list.messages("values").compactMap(PlainValue.init))
    case ("map_value", .message(let map)):
      var entries: [String: PlainValue] = [:]
      for entry in map.messages("entries") {
        guard let key = entry.message("key").flatMap(PlainValue.init) else { return nil }
        entries["\(key)"] = entry.message("value").flatMap(PlainValue.init)
      }
      self = .map(entries)
    default: self = .other(field.name)
    }
  }

  private static func number(_ word: String) -> Double {
    switch word.lowercased() {
    case "inf", "infinity": .infinity
    case "-inf", "-infinity": -.infinity
    case "nan": .nan
    default: Double(word)!
    }
  }

  init(_ value: Value, _ run: inout Evaluation) {
    let value = run.shallow(value)
    switch value.kind {
    case .null: self = .null
    case .boolean: self = .boolean(value.flag)
    case .integer: self = .integer(value.integer)
    case .unsigned: self = .unsigned(value.unsigned)
    case .double: self = .double((value.double.isNaN ? .nan : value.double).bitPattern)
    case .text: self = .text(value.bytes.string)
    case .bytes: self = .bytes(Array(value.bytes.buffer))
    case .type: self = .type(value.bytes.string)
    case .list:
      self = .list((0..<Int(value.count)).map { PlainValue(value.elements[$0], &run) })
    case .map:
      var entries: [String: PlainValue] = [:]
      for i in 0..<Int(value.count) {
        entries["\(PlainValue(value.elements[2 * i], &run))"] = PlainValue(
          value.elements[2 * i + 1], &run)
      }
      self = .map(entries)
    default: self = .other("\(value.kind)")
    }
  }
}
