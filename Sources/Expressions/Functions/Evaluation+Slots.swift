import EventModel
import WebValues

extension Evaluation {
  /// A value in the form of a field; nil when it does not fit, `empty` for null.
  mutating func slot(_ value: Value, for type: FieldType) -> Slot? {
    if value.kind == .null || value.kind == .missing { return .empty }
    switch type {
    case .text: return value.kind == .text ? text(value.bytes) : nil
    case .integer:
      let whole = value.kind == .integer || value.kind == .unsigned
      let number = whole ? Conversions.integer(value) : .null
      return number.kind == .integer ? .integer(number.integer) : nil
    case .float: return value.isNumber ? .float(Float(value.number)) : nil
    case .double: return value.isNumber ? .double(value.number) : nil
    case .decimal: return decimal(value)
    case .boolean: return value.kind == .boolean ? .boolean(value.flag) : nil
    case .timestamp:
      return value.kind == .timestamp ? value.milliseconds.map(Slot.timestamp) : nil
    case .json:
      let json = JSONWriter.write(value, &self)
      return json.kind == .json ? .json(json.bytes) : nil
    case .entities: return nil
    }
  }

  private func text(_ bytes: Bytes) -> Slot { bytes.isEmpty ? .empty : .text(bytes) }

  private mutating func decimal(_ value: Value) -> Slot? {
    if value.kind == .decimal { return .decimal(value.bytes) }
    guard value.isNumber, !(value.kind == .double && !value.double.isFinite) else { return nil }
    let text = Conversions.text(value, &self)
    guard text.kind == .text else { return nil }
    return DecimalText.canonical(text.bytes, arena: arena).map(Slot.decimal)
  }
}
