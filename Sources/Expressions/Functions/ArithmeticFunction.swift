import EventModel

/// `+ - * / %` and the sign before a value.
enum ArithmeticFunction: BitwiseCopyable {
  case add, subtract, multiply, divide, modulo, negate

  func call(_ arguments: Arguments, _ run: inout Evaluation) -> Value {
    let a = arguments[0]
    if self == .negate { return negated(a) }
    let b = arguments[1]
    switch (a.kind, b.kind) {
    case (.integer, .integer): return integers(a.integer, b.integer, Value.integer)
    case (.unsigned, .unsigned): return integers(a.unsigned, b.unsigned, Value.unsigned)
    case (.double, .double), (.decimal, .double), (.double, .decimal), (.decimal, .decimal):
      return doubles(a.number, b.number)
    case (.text, .text), (.bytes, .bytes):
      return self == .add ? Texts.joined(a.bytes, b.bytes, a.kind, &run) : Function.noOverload
    case (.list, .list), (.json, .list), (.list, .json), (.json, .json):
      return self == .add ? Collections.joined(a, b, &run) : Function.noOverload
    default: return Times.arithmetic(self, a, b)
    }
  }

  private func integers<T: FixedWidthInteger>(_ a: T, _ b: T, _ value: (T) -> Value) -> Value {
    let result: (partialValue: T, overflow: Bool)
    switch self {
    case .add: result = a.addingReportingOverflow(b)
    case .subtract: result = a.subtractingReportingOverflow(b)
    case .multiply: result = a.multipliedReportingOverflow(by: b)
    case .divide:
      if b == 0 { return .error("division by zero") }
      result = a.dividedReportingOverflow(by: b)
    default:
      if b == 0 { return .error("modulus by zero") }
      result = a.remainderReportingOverflow(dividingBy: b)
    }
    return result.overflow ? .error("the number is too large for 64 bits") : value(result.0)
  }

  private func doubles(_ a: Double, _ b: Double) -> Value {
    switch self {
    case .add: .double(a + b)
    case .subtract: .double(a - b)
    case .multiply: .double(a * b)
    case .divide: .double(a / b)
    default: Function.noOverload
    }
  }

  private func negated(_ a: Value) -> Value {
    switch a.kind {
    case .integer:
      let (value, overflow) = Int64(0).subtractingReportingOverflow(a.integer)
      return overflow ? .error("the number is too large for 64 bits") : .integer(value)
    case .double, .decimal: return .double(-a.number)
    case .duration: return Times.arithmetic(.subtract, .duration(0, 0), a)
    default: return Function.noOverload
    }
  }
}
