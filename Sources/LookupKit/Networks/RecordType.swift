public import EventModel
import WebValues

/// The type of a column of a record.
public enum RecordType: String, Sendable, CaseIterable {
  case text, double, float, boolean, int32, uint16, uint32, uint64, uint128
  /// A whole number in the smallest type of 32 bits or more that holds it.
  case integer
  /// JSON: lists and maps become lists and maps.
  case json

  /// The type for a column of this type of fields; nil when a record cannot hold it.
  public init?(_ type: FieldType) {
    switch type {
    case .text: self = .text
    case .integer: self = .integer
    case .double: self = .double
    case .float: self = .float
    case .boolean: self = .boolean
    case .json: self = .json
    case .decimal, .timestamp, .entities: return nil
    }
  }

  /// The value of a cell; nil when it is empty.
  func value(_ rows: TableRows, _ row: Int, _ column: Int) throws(LookupError) -> LookupValue? {
    let cell = rows.cell(row, column)
    if cell.isEmpty { return nil }
    if let value = value(cell, rows.arena) { return value }
    let text = CellType.convert(cell, to: .text, rows.arena)?.text?.prefix(100).string ?? ""
    throw rows.error(
      row: row, "'\(text)' in column '\(rows.columns[column])' is not of the type \(rawValue)")
  }

  private func value(_ cell: Slot, _ arena: Arena) -> LookupValue? {
    switch self {
    case .text: CellType.convert(cell, to: .text, arena)?.text.map { .text($0.string) }
    case .double: CellType.convert(cell, to: .double, arena).map { .double($0.double) }
    case .float: CellType.convert(cell, to: .float, arena).map { .float($0.float) }
    case .boolean: CellType.convert(cell, to: .boolean, arena).map { .boolean($0.boolean) }
    case .json: json(cell, arena)
    default: whole(cell)
    }
  }

  private func whole(_ cell: Slot) -> LookupValue? {
    guard cell.kind == .decimal || cell.kind == .text, CellType.isNumber(cell.bytes) else {
      return nil
    }
    let text = cell.bytes.string
    if self == .int32 { return Int32(text).map { .signed($0) } }
    guard let number = UInt128(text) else {
      return self == .integer ? Int32(text).map { .signed($0) } : nil
    }
    let bits = self == .integer ? RecordType.bits(of: number) : Int(rawValue.dropFirst(4)) ?? 128
    guard bits == 128 || number >> UInt128(bits) == 0 else { return nil }
    return .unsigned(number, bits: UInt8(bits))
  }

  /// 32, 64 or 128.
  static func bits(of number: UInt128) -> Int {
    number >> 32 == 0 ? 32 : number >> 64 == 0 ? 64 : 128
  }

  private func json(_ cell: Slot, _ arena: Arena) -> LookupValue? {
    guard let slot = CellType.convert(cell, to: .json, arena) else {
      return cell.text.map { .text($0.string) }
    }
    return JSONRecord.value(slot.bytes, arena)
  }
}

/// Turns JSON into values of a record.
enum JSONRecord {
  /// Nil when the text is no JSON, or null. Recursion is as deep as the scanner allows.
  static func value(_ text: Bytes, _ arena: Arena) -> LookupValue? {
    guard let value = try? JSONScanner.value(text) else { return nil }
    switch value.kind {
    case .string: return .text(value.text(arena: arena)?.string ?? "")
    case .true: return .boolean(true)
    case .false: return .boolean(false)
    case .null: return nil
    case .number: return number(value.raw.string)
    case .array: return list(text, arena)
    case .object: return map(text, arena)
    }
  }

  private static func number(_ text: String) -> LookupValue? {
    if let number = UInt128(text) {
      return .unsigned(number, bits: UInt8(RecordType.bits(of: number)))
    }
    return Int32(text).map { .signed($0) } ?? Double(text).map { .double($0) }
  }

  private static func list(_ text: Bytes, _ arena: Arena) -> LookupValue? {
    var items: [LookupValue] = []
    var scanner = JSONScanner(text)
    guard (try? scanner.enterArray()) != nil else { return nil }
    while let item = try? scanner.nextElement() {
      if let value = value(item.raw, arena) { items.append(value) }
    }
    return .list(items)
  }

  private static func map(_ text: Bytes, _ arena: Arena) -> LookupValue? {
    var members: [LookupValue.Member] = []
    var scanner = JSONScanner(text)
    guard (try? scanner.enterObject()) != nil else { return nil }
    while let member = try? scanner.nextMember() {
      if let value = value(member.value.raw, arena) {
        members.append(.init(member.name(arena: arena).string, value))
      }
    }
    return .map(members)
  }
}
