import EventModel
import LookupKit

extension Evaluation {
  /// Rows of a table by their keys; null for a key that is null or in no row.
  mutating func lookup(_ node: Node, _ rows: Selection) -> Column {
    let out = newColumn()
    let mark = scratch.count
    let keys = values(part(node, 0), rows)
    let place = Int(node.extra)
    guard let table = tables?[place] else { return Evaluation.noTable }
    rows.forEach { lane in
      let key = keys[lane]
      switch key.kind {
      case .text: out[lane] = table.row(of: key.bytes).map { .row($0, of: place) } ?? .null
      case .null: out[lane] = .null
      case .missing, .error: out[lane] = key
      default: out[lane] = Function.noOverload
      }
    }
    scratch.release(to: mark)
    return Column(base: UnsafePointer(out), step: 1)
  }

  /// The values of a column of some rows of a table.
  mutating func column(_ node: Node, _ rows: Selection) -> Column {
    let out = newColumn()
    let mark = scratch.count
    let found = values(part(node, 0), rows)
    let use = program.columns[Int(node.extra)]
    // Versions of a table may have their columns in another order.
    guard let table = tables?[use.lookup],
      let place = table.columns.firstIndex(where: { $0.name == use.column })
    else { return Evaluation.noTable }
    rows.forEach { lane in
      let row = found[lane]
      guard row.kind == .row else { return out[lane] = row }
      if level == 0 { self.row = lane }
      let slot = table.value(row: Int(row.bits), column: place)
      // What was checked for texts must not meet numbers.
      out[lane] =
        slot.isEmpty || slot.kind == use.type.kind ? scalar(Value(slot)) : Evaluation.otherType
    }
    scratch.release(to: mark)
    return Column(base: UnsafePointer(out), step: 1)
  }

  /// Rows as maps of the columns that have a value.
  mutating func rowMaps(_ node: Node, _ rows: Selection) -> Column {
    let out = newColumn()
    let mark = scratch.count
    let found = values(part(node, 0), rows)
    rows.forEach { lane in
      if level == 0 { self.row = lane }
      let row = found[lane]
      out[lane] = row.kind == .row ? map(of: row) : row
    }
    scratch.release(to: mark)
    return Column(base: UnsafePointer(out), step: 1)
  }

  private mutating func map(of row: Value) -> Value {
    guard let table = tables?[Int(row.count)] else { return .null }
    let columns = table.columns
    guard let pairs = list(columns.count * 2) else { return Evaluation.tooLarge }
    var count = 0
    for (place, column) in columns.enumerated() {
      let slot = table.value(row: Int(row.bits), column: place)
      guard !slot.isEmpty else { continue }
      guard spend(column.name.utf8.count) else { return Evaluation.tooLarge }
      pairs[2 * count] = .text(arena.copy(column.name))
      pairs[2 * count + 1] = scalar(Value(slot))
      count += 1
    }
    return .map(pairs, count)
  }

  private static let otherType = Value.error("the column has values of another type by now")
  nonisolated(unsafe) private static let noTable: Column = {
    let value = UnsafeMutablePointer<Value>.allocate(capacity: 1)
    value.initialize(to: .error("the lookup is not open"))
    return Column(base: UnsafePointer(value), step: 0)
  }()
  // nonisolated(unsafe): written once, here.
}

extension Value {
  /// A row of the table at a place among the lookups of the pipeline.
  static func row(_ row: Int, of place: Int) -> Value {
    Value(
      bits: UInt64(truncatingIfNeeded: row), count: UInt32(truncatingIfNeeded: place), kind: .row)
  }
}
