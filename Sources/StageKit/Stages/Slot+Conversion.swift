extension Slot {
  /// The value as one of another type, when nothing of it gets lost; nil when it cannot be.
  ///
  /// Shape: everything but entities becomes text; a text that spells a number, `true`, a time becomes
  /// one; numbers become wider ones, and whole ones integers. Empty stays empty.
  public func converted(to type: FieldType, arena: Arena) -> Slot? {
    if kind == .empty || kind == type.kind { return self }
    if kind == .text { return CellType.convert(self, to: type, arena) }
    switch type {
    case .text: return asText(arena)
    case .json:
      guard kind == .integer || kind == .boolean || kind == .decimal else { return nil }
      return asText(arena).map { .json($0.bytes) }
    case .integer:
      guard let number = number, let whole = Int64(exactly: number) else { return nil }
      return .integer(whole)
    case .double: return number.map { .double($0) }
    case .float: return number.map { .float(Float($0)) }
    case .decimal:
      guard kind == .integer || kind == .double || kind == .float, let text = asText(arena) else {
        return nil
      }
      return DecimalText.canonical(text.bytes, arena: arena).map { .decimal($0) }
    case .boolean, .timestamp, .entities: return nil
    }
  }

  /// The number as a floating-point one; nil when it is none.
  package var number: Double? {
    switch kind {
    case .integer: Double(integer)
    case .float: Double(float)
    case .double: double
    case .decimal: Double(bytes.string)
    default: nil
    }
  }

  private func asText(_ arena: Arena) -> Slot? {
    switch kind {
    case .text: return self
    case .decimal, .json: return .text(bytes)
    case .integer: return .text(arena.copy(String(integer)))
    case .boolean: return .text(arena.copy(boolean ? "true" : "false"))
    case .float: return .text(arena.copy("\(float)"))
    case .double: return .text(arena.copy("\(double)"))
    case .timestamp:
      let room = arena.reserve(TimestampText.capacity)
      return .text(arena.commit(TimestampText.writeRFC3339(integer, room)))
    case .empty, .entities: return nil
    }
  }
}

extension FieldType {
  /// Whether values of this type can become values of `type`.
  public func canBecome(_ type: FieldType) -> Bool {
    let numbers: [FieldType] = [.integer, .float, .double, .decimal]
    if self == type { return true }
    if self == .entities || type == .entities { return false }
    if type == .text || self == .text { return true }
    if type == .json { return self == .integer || self == .boolean || self == .decimal }
    return numbers.contains(self) && numbers.contains(type)
  }
}
