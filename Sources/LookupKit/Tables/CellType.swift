package import EventModel
import WebValues

/// Turns cells into values of a type.
package enum CellType {
  /// The type that a cell has by itself; nil when it is empty.
  static func natural(_ cell: Slot) -> FieldType? {
    switch cell.kind {
    case .empty: nil
    case .decimal: NumberText.int64(cell.bytes) == nil ? .double : .integer
    case .boolean: .boolean
    case .json: .json
    default: .text
    }
  }

  /// The cell as a value of `type`; nil when it is none.
  package static func convert(_ cell: Slot, to type: FieldType, _ arena: Arena) -> Slot? {
    if cell.isEmpty { return cell }
    switch type {
    case .text: return text(cell, arena)
    case .boolean: return boolean(cell)
    case .json: return json(cell, arena)
    case .timestamp:
      guard let bytes = cell.text else { return nil }
      return TimestampText.parse(rfc3339: bytes).map { .timestamp($0) }
    case .integer, .float, .double, .decimal:
      guard cell.kind == .decimal || cell.kind == .text else { return nil }
      return number(cell.bytes, type, arena)
    case .entities: return nil
    }
  }

  /// Whether a text is a number in JSON's grammar.
  static func isNumber(_ text: Bytes) -> Bool {
    guard let first = text.isEmpty ? nil : text[0], first == 45 || first &- 48 < 10 else {
      return false
    }
    guard let value = try? JSONScanner.value(text) else { return false }
    return value.kind == .number && value.raw.count == text.count
  }

  private static func number(_ text: Bytes, _ type: FieldType, _ arena: Arena) -> Slot? {
    guard isNumber(text) else { return nil }
    switch type {
    case .integer: return NumberText.int64(text).map { .integer($0) }
    case .float:
      guard let value = Float(text.string), value.isFinite else { return nil }
      return .float(value)
    case .decimal: return DecimalText.canonical(text, arena: arena).map { .decimal($0) }
    default:
      guard let value = Double(text.string), value.isFinite else { return nil }
      return .double(value)
    }
  }

  private static func text(_ cell: Slot, _ arena: Arena) -> Slot {
    switch cell.kind {
    case .decimal, .json: .text(cell.bytes)
    case .boolean: .text(arena.copy(cell.boolean ? "true" : "false"))
    default: cell
    }
  }

  private static func boolean(_ cell: Slot) -> Slot? {
    if cell.kind == .boolean { return cell }
    guard let text = cell.text else { return nil }
    return text == "true" ? .boolean(true) : text == "false" ? .boolean(false) : nil
  }

  private static func json(_ cell: Slot, _ arena: Arena) -> Slot? {
    switch cell.kind {
    case .json: return cell
    case .decimal: return .json(cell.bytes)
    case .boolean: return .json(arena.copy(cell.boolean ? "true" : "false"))
    default:
      guard let text = cell.text, let value = try? JSONScanner.value(text) else { return nil }
      return .json(JSONText.compact(value.raw, arena: arena))
    }
  }
}

extension FieldType {
  /// With its article, as messages name a value of it.
  var withArticle: String { self == .integer ? "an integer" : "a \(rawValue)" }
}
