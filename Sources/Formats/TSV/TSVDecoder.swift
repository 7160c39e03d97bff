import StageKit

/// Reads lines with tabs into rows.
final class TSVDecoder: RecordDecoder {
  /// Bytes of a value that a message shows at most.
  private static let shownBytes = 60

  private let format: TSVInput
  private let plan: TSVPlan
  /// What holds when no line says it.
  private let stated: TSVHeading?
  private var heading: TSVHeading?
  private let remainder = Remainder()
  private let required: [Int]
  private var filled: Set<Int> = []

  init(_ format: TSVInput, _ plan: TSVPlan, heading: TSVHeading?) {
    self.format = format
    self.plan = plan
    stated = heading
    self.heading = heading
    required = plan.fields.indices.filter { plan.fields[$0].isRequired }
  }

  func begin(_ context: DecodeContext?) { heading = context as? TSVHeading ?? stated }

  func decode(_ line: Bytes, _ rows: inout RowWriter) throws(Failure) -> Decoded {
    guard let heading else {
      self.heading = format.scan(line, nil) as? TSVHeading
      return .header
    }
    if let failure = heading.failure { throw failure }
    rows.beginEvent()
    var problems: [String] = []
    try read(line, heading, &rows, &problems)
    for field in required where !filled.contains(field) {
      problems.append("\(plan.fields[field].field.name): required, but it has no value")
    }
    if let first = problems.first {
      let more = problems.count > 1 ? ", and \(problems.count - 1) more" : ""
      throw Failure(.invalid, first + more, errors: problems)
    }
    if plan.others.mode == .keep { rows.set(plan.others.output, remainder.copy(to: rows.arena)) }
    return .events
  }

  private func read(
    _ line: Bytes, _ heading: TSVHeading, _ rows: inout RowWriter, _ problems: inout [String]
  ) throws(Failure) {
    remainder.begin()
    if !required.isEmpty { filled.removeAll(keepingCapacity: true) }
    let arena = rows.arena
    var cells = TSVCells(line, plan.quoting, null: plan.null)
    var unknown: [String] = []
    while let cell = try cells.next(arena: arena) {
      let column = cells.count - 1
      guard column < heading.keys.count else { continue }
      if cell.isNull || cell.text.isEmpty { continue }
      for field in heading.fields[column] { fill(field, cell.text, &rows, &problems) }
      guard !heading.isClaimed[column] else { continue }
      switch plan.others.mode {
      case .keep: keep(cell.text, heading.keys[column], arena)
      case .fail: unknown.append(heading.keys[column].string)
      case .drop: break
      }
    }
    guard cells.count == heading.keys.count else {
      let wanted = heading.line.isEmpty ? "'columns' names" : "the heading has"
      throw Failure(
        .parse, "the line has \(cells.count) columns, and \(wanted) \(heading.keys.count)")
    }
    if !unknown.isEmpty { problems.append("unknown columns: \(unknown.joined(separator: ", "))") }
  }

  private func fill(
    _ field: Int, _ text: Bytes, _ rows: inout RowWriter, _ problems: inout [String]
  ) {
    let (type, name) = (plan.fields[field].field.type, plan.fields[field].field.name)
    guard let value = TSVDecoder.value(text, type, rows.arena) else {
      guard plan.failsInvalid else { return }
      filled.insert(field)
      problems.append("\(name): '\(TSVDecoder.shown(text))' is no \(type.rawValue)")
      return
    }
    if plan.fields[field].isRequired { filled.insert(field) }
    rows.set(plan.fields[field].output, value)
  }

  private static func value(_ text: Bytes, _ type: FieldType, _ arena: Arena) -> Slot? {
    switch type {
    case .text: return .text(text)
    case .json, .entities:
      guard let value = try? JSONScanner.value(text) else { return nil }
      return ValueReader.read(value, type, arena: arena)
    default: return ValueReader.read(text, type, arena: arena)
    }
  }

  /// Notes a value that no field claims, as a member of the remainder.
  private func keep(_ text: Bytes, _ key: Bytes, _ arena: Arena) {
    let valid = UTF8Repair.repaired(text, arena: arena)
    let room = arena.reserve(JSONText.capacity(escaped: valid.count) + 2)
    room[0] = UInt8(ascii: "\"")
    let count = JSONText.writeEscaped(valid, to: room + 1)
    room[count + 1] = UInt8(ascii: "\"")
    remainder.add(key, arena.commit(count + 2))
  }

  /// A value as a message shows it: whole characters of its beginning.
  private static func shown(_ text: Bytes) -> String {
    guard text.count > shownBytes else { return text.string }
    var end = shownBytes
    while end > 0, text[end] & 0xc0 == 0x80 { end -= 1 }
    return text.prefix(end).string + "…"
  }
}
