import EventModel

#if canImport(Glibc)
  private import Glibc
#elseif canImport(Musl)
  private import Musl
#endif

/// One value of a comparison.
enum Operand: Sendable {
  /// A column, by its place among the expression's fields.
  case field(Int)
  case literal(Slot)
}

/// How two values are compared.
enum CompareKind: Sendable {
  /// One side is the literal null: only `==` and `!=`.
  case null
  case bytes
  case integer
  /// Numbers of different types: as doubles.
  case number
}

/// What of some rows is true and what is null; the rest is false.
struct Truth {
  var isTrue: Selection
  var isNull: Selection
}

/// A typed expression, ready to run.
indirect enum Operation: Sendable {
  case value(Operand)
  case not(Operation)
  case and(Operation, Operation)
  case or(Operation, Operation)
  case compare(Comparison, Operand, Operand, CompareKind)
}

extension Operation {
  func truth(_ columns: ExpressionColumns, _ rows: Selection) -> Truth {
    switch self {
    case .value(let operand): return Operation.flags(columns[operand], rows)
    case .not(let inner):
      let a = inner.truth(columns, rows)
      return Truth(isTrue: rows - a.isTrue - a.isNull, isNull: a.isNull)
    case .and(let left, let right):
      let a = left.truth(columns, rows)
      let b = right.truth(columns, rows)
      let isFalse = (rows - a.isTrue - a.isNull) | (rows - b.isTrue - b.isNull)
      return Truth(isTrue: a.isTrue & b.isTrue, isNull: (a.isNull | b.isNull) - isFalse)
    case .or(let left, let right):
      let a = left.truth(columns, rows)
      let b = right.truth(columns, rows)
      let isTrue = a.isTrue | b.isTrue
      return Truth(isTrue: isTrue, isNull: (a.isNull | b.isNull) - isTrue)
    case .compare(let comparison, let left, let right, let kind):
      let (a, b) = (columns[left], columns[right])
      return kind == .null
        ? Operation.isNull(comparison, a, b, rows) : comparison.run(a, b, kind, rows)
    }
  }

  private static func flags(_ values: OperandValues, _ rows: Selection) -> Truth {
    var truth = Truth(isTrue: Selection(), isNull: Selection())
    rows.forEach { row in
      let value = values[row]
      if value.isEmpty {
        truth.isNull.insert(row)
      } else if value.boolean {
        truth.isTrue.insert(row)
      }
    }
    return truth
  }

  /// `x == null` and `x != null`: never null themselves.
  private static func isNull(
    _ comparison: Comparison, _ a: OperandValues, _ b: OperandValues, _ rows: Selection
  ) -> Truth {
    var isEqual = Selection()
    rows.forEach { if a[$0].isEmpty == b[$0].isEmpty { isEqual.insert($0) } }
    return Truth(isTrue: comparison == .equal ? isEqual : rows - isEqual, isNull: Selection())
  }
}

extension Comparison {
  /// Compares two values row by row; equality with an empty field is decided, order is null.
  func run(
    _ a: OperandValues, _ b: OperandValues, _ kind: CompareKind, _ rows: Selection
  ) -> Truth {
    var truth = Truth(isTrue: Selection(), isNull: Selection())
    rows.forEach { row in
      let (x, y) = (a[row], b[row])
      if x.isEmpty || y.isEmpty {
        if isOrder {
          truth.isNull.insert(row)
        } else if (x.isEmpty && y.isEmpty) == (self == .equal) {
          truth.isTrue.insert(row)
        }
      } else if holds(x, y, kind) {
        truth.isTrue.insert(row)
      }
    }
    return truth
  }

  private func holds(_ x: Slot, _ y: Slot, _ kind: CompareKind) -> Bool {
    switch kind {
    case .null: return false
    case .bytes:
      let (a, b) = (x.bytes, y.bytes)
      switch self {
      case .equal: return a == b
      case .notEqual: return a != b
      case .less: return a < b
      case .lessOrEqual: return !(b < a)
      case .greater: return b < a
      case .greaterOrEqual: return !(a < b)
      }
    case .integer: return holds(x.integer, y.integer)
    case .number: return holds(x.number, y.number)
    }
  }

  private func holds<T: Comparable>(_ a: T, _ b: T) -> Bool {
    switch self {
    case .equal: a == b
    case .notEqual: a != b
    case .less: a < b
    case .lessOrEqual: a <= b
    case .greater: a > b
    case .greaterOrEqual: a >= b
    }
  }
}

extension Slot {
  /// A number of any type as double.
  var number: Double {
    switch kind {
    case .integer, .timestamp: Double(integer)
    case .float: Double(float)
    case .double: double
    case .decimal: Slot.double(of: bytes)
    case .empty, .text, .boolean, .json, .entities: 0
    }
  }

  /// The value of a decimal text; its end is marked on a copy, for `strtod`.
  private static func double(of digits: Bytes) -> Double {
    withUnsafeTemporaryAllocation(byteCount: digits.count + 1, alignment: 1) { copy in
      copy.copyMemory(from: digits.buffer)
      copy[digits.count] = 0
      return strtod(copy.baseAddress.unsafelyUnwrapped.assumingMemoryBound(to: CChar.self), nil)
    }
  }
}
