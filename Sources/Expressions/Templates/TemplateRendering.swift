public import EventModel

/// What a template came to, row by row.
public struct TemplateRendering {
  /// The rows for which it failed.
  public private(set) var errors = ExpressionErrors()
  /// The rows that have a text.
  public var rows: Selection { wanted - errors.rows }

  private let wanted: Selection
  private let template: Template
  /// The texts of each expression, then the whole ones.
  private var columns: [[Bytes]] = []
  private var whole: [Bytes] = []

  init(_ rows: Selection, _ template: Template) {
    wanted = rows
    self.template = template
  }

  /// The text of a row in `rows`.
  public subscript(_ row: Int) -> Bytes { whole[row] }

  mutating func add(_ expression: CompiledExpression, _ columns: ExpressionColumns) {
    var texts = [Bytes](repeating: .empty, count: Selection.capacity)
    var run = Evaluation(
      expression.program, columns.arena, columns.columns, columns.tables)
    defer { run.end() }
    columns.arena.keep(expression.program)
    let values = run.values(expression.program.root, wanted)
    (wanted - errors.rows).forEach { row in
      run.row = row
      let value = values[row]
      guard value.kind != .null, value.kind != .missing else {
        return errors.add(row, "a part of the path is null")
      }
      let text = value.isFailed ? value : Conversions.text(value, &run)
      guard text.kind == .text else { return errors.add(row, text.bytes.string) }
      if let why = TemplateRendering.objection(text.bytes) { return errors.add(row, why) }
      texts[row] = text.bytes
    }
    self.columns.append(texts)
  }

  /// Why a text may not be part of a path.
  private static func objection(_ text: Bytes) -> String? {
    if text.isEmpty { return "a part of the path is empty" }
    let shown = "the part '\(text.prefix(100).string)' of the path"
    for i in 0..<text.count {
      let c = text[i]
      if c == UInt8(ascii: "/") { return "\(shown) holds '/'" }
      if c < 32 || c == 127 { return "a part of the path holds a control character" }
      if c == UInt8(ascii: "."), i + 1 < text.count, text[i + 1] == UInt8(ascii: ".") {
        return "\(shown) holds '..'"
      }
    }
    return nil
  }

  mutating func join(_ arena: Arena) {
    whole = [Bytes](repeating: .empty, count: Selection.capacity)
    rows.forEach { whole[$0] = text($0, arena) }
    rows.forEach { row in
      if let why = TemplateRendering.objection(toNamesOf: whole[row]) { errors.add(row, why) }
    }
  }

  /// Why a text is no path, though each of its parts may stand in one.
  private static func objection(toNamesOf path: Bytes) -> String? {
    var start = 0
    while start <= path.count {
      let end = path.firstIndex(of: UInt8(ascii: "/"), from: start) ?? path.count
      let name = path.slice(start, end)
      if name.count > Template.longestName {
        return
          "a name in the path has \(name.count) bytes, and \(Template.longestName) are the limit"
      }
      if start > 0, name.count == 1, name[0] == UInt8(ascii: ".") {
        return "a name in the path is '.'"
      }
      start = end + 1
    }
    return nil
  }

  private func text(_ row: Int, _ arena: Arena) -> Bytes {
    var count = template.literalCount
    for column in columns { count += column[row].count }
    let room = arena.reserve(count)
    var (written, expression) = (0, 0)
    for piece in template.pieces {
      switch piece {
      case .literal(let text):
        for byte in text {
          room[written] = byte
          written += 1
        }
      case .placeholder(let number):
        room[written] = number
        written += 1
      case .expression:
        let part = columns[expression][row]
        (room + written).update(from: part.start, count: part.count)
        written += part.count
        expression += 1
      }
    }
    return arena.commit(written)
  }
}
