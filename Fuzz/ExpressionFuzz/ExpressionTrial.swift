import StageKit

/// Compiles texts and runs what comes out over a few events, whose fields hold edges of their types.
final class ExpressionTrial {

  private static let types: [(name: String, type: FieldType)] = [
    ("t", .text), ("i", .integer), ("f", .float), ("d", .double), ("n", .decimal), ("b", .boolean),
    ("s", .timestamp), ("x", .json), ("e", .entities),
  ]
  private static let rows: [[Slot]] = [
    [
      .text(.constant("https://a.example/b?c=d%20e#f")), .integer(.max), .float(.nan),
      .double(-.infinity), .decimal(.constant("-0.50")), .boolean(true), .timestamp(.min),
      .json(.constant(#"{"a":[1,{"b":"é\n"},null],"c":1e400,"a":2}"#)), .empty,
    ],
    Array(repeating: .empty, count: 9),
    [
      .text(.constant("10.1.2.3")), .integer(-1), .float(0), .double(2), .decimal(.constant("7")),
      .boolean(false), .timestamp(1_795_302_744_123), .json(.constant("[[],{},\"\",0,true]")),
      .empty,
    ],
  ]

  private let slice = Slice(columnCount: types.count)
  private let result = UnsafeMutablePointer<Slot>.allocate(capacity: Selection.capacity)
  private let view = UnsafeMutablePointer<UnsafeMutablePointer<Slot>>.allocate(capacity: 4096)

  private let table: FuzzedTable

  init() throws(LookupError) {
    table = try FuzzedTable()
    result.initialize(repeating: .empty, count: Selection.capacity)
    for row in 0..<Selection.capacity {
      for column in Self.types.indices {
        slice.columns[column][row] = Self.rows[row % Self.rows.count][column]
      }
    }
  }

  private static func type(_ name: String) -> FieldType? {
    types.first { $0.name == name }?.type
  }

  private func columns(_ fields: [String]) -> ExpressionColumns {
    for (place, name) in fields.prefix(4096).enumerated() {
      view[place] = slice.columns[Self.types.firstIndex { $0.name == name } ?? 0]
    }
    return ExpressionColumns(
      view, offset: 0, arena: slice.arena, tables: table.tables)
  }

  func run(_ text: String) {
    _ = CompiledExpression.names(in: text)
    do throws(ExpressionProblem) {
      let expression = try CompiledExpression.compile(
        text, lookup: FuzzedTable.lookup, type: Self.type)
      let rows = Selection(first: Self.rows.count + 1)
      let (isTrue, errors) = expression.select(columns(expression.fields), rows: rows)
      precondition((isTrue & errors.rows).isEmpty && (isTrue - rows).isEmpty)
      for type in FieldType.allCases {
        guard let filling = expression.filling(type) else { continue }
        let failed = filling.fill(result, columns(expression.fields), rows: rows)
        check(type, rows - failed.rows)
      }
    } catch {
      check(error, text)
    }
    slice.arena.reset()
  }

  func render(_ text: String) {
    do throws(ExpressionProblem) {
      let template = try Template.compile(
        text, placeholders: ["part", "run"], lookup: FuzzedTable.lookup, type: Self.type)
      guard template.fields.count <= 4096 else { return }
      let rendering = template.render(
        columns(template.fields), rows: Selection(first: Self.rows.count))
      rendering.rows.forEach { precondition(rendering[$0].count >= template.prefix.utf8.count) }
    } catch {
      check(error, text)
    }
    slice.arena.reset()
  }

  /// What is refused has a place inside the text and words.
  private func check(_ problem: ExpressionProblem, _ text: String) {
    precondition(problem.offset >= 0 && problem.offset <= text.utf8.count)
    precondition(problem.length > 0 && !problem.message.isEmpty)
  }

  /// Every value is one of its field's type.
  private func check(_ type: FieldType, _ rows: Selection) {
    rows.forEach { row in
      let slot = result[row]
      guard !slot.isEmpty else { return }
      precondition(slot.kind == type.kind, "a field holds another type")
      switch slot.kind {
      case .text: precondition(UTF8Repair.valid(slot.bytes), "a text is no UTF-8")
      case .json:
        do throws(JSONError) { _ = try JSONScanner.value(slot.bytes) } catch {
          preconditionFailure("a JSON value is none: \(slot.bytes.string)")
        }
      default: break
      }
    }
  }
}
