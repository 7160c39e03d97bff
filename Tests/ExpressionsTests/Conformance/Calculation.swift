import EventModel

@testable import Expressions

/// One expression, run for one event.
struct Calculation {
  enum Result: Equatable, CustomStringConvertible {
    case value(PlainValue)
    case error(String)
    /// The error that comes of null alone.
    case missing

    var description: String {
      switch self {
      case .value(let value): "\(value)"
      case .error(let message): "error: \(message)"
      case .missing: "missing"
      }
    }
  }

  /// Fields with their values.
  var fields: [(name: String, slot: Slot)] = []
  /// Whether types are checked before it runs.
  var isStrict = true

  func result(_ text: String) -> Result {
    do throws(ExpressionProblem) { return run(try compile(text)) } catch {
      return .error(error.message)
    }
  }

  func compile(_ text: String) throws(ExpressionProblem) -> CompiledExpression {
    try CompiledExpression.compile(text, isStrict: isStrict, lookup: Plans.lookup) { name in
      guard let slot = fields.first(where: { $0.name == name })?.slot else { return nil }
      let type = FieldType.allCases.first { $0.kind == slot.kind } ?? .text
      return ValueType(type)
    }
  }

  private func run(_ expression: CompiledExpression) -> Result {
    let slice = Slice(columnCount: max(fields.count, 1))
    let pointers = UnsafeMutablePointer<UnsafeMutablePointer<Slot>>.allocate(
      capacity: max(expression.fields.count, 1))
    defer { pointers.deallocate() }
    for (place, name) in expression.fields.enumerated() {
      pointers[place] = slice.columns[place]
      pointers[place][0] = fields.first { $0.name == name }?.slot ?? .empty
    }
    var run = Evaluation(expression.program, slice.arena, pointers, Plans.tables)
    defer { run.end() }
    let value = run.values(expression.program.root, Selection(first: 1))[0]
    switch value.kind {
    case .error: return .error(value.bytes.string)
    case .missing: return .missing
    default: return .value(PlainValue(value, &run))
    }
  }
}
