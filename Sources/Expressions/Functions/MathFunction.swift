import EventModel

/// The functions of CEL's math extension.
enum MathFunction: BitwiseCopyable {
  case greatest, least
  case ceil, floor, round, trunc, abs, sign, sqrt
  case isNaN, isInf, isFinite
  case bitAnd, bitOr, bitXor, bitNot, bitShiftLeft, bitShiftRight

  func call(_ arguments: Arguments, _ run: inout Evaluation) -> Value {
    switch self {
    case .greatest, .least: return extreme(arguments, &run)
    case .ceil, .floor, .round, .trunc, .isNaN, .isInf, .isFinite:
      let value = arguments[0]
      guard value.kind == .double || value.kind == .decimal else { return Function.noOverload }
      return ofDouble(value.number)
    case .abs, .sign, .sqrt: return ofNumber(arguments[0])
    case .bitNot:
      switch arguments[0].kind {
      case .integer: return .integer(~arguments[0].integer)
      case .unsigned: return .unsigned(~arguments[0].unsigned)
      default: return Function.noOverload
      }
    default: return bits(arguments)
    }
  }

  private func ofDouble(_ number: Double) -> Value {
    switch self {
    case .ceil: .double(number.rounded(.up))
    case .floor: .double(number.rounded(.down))
    case .round: .double(number.rounded(.toNearestOrAwayFromZero))
    case .trunc: .double(number.rounded(.towardZero))
    case .isNaN: .boolean(number.isNaN)
    case .isInf: .boolean(number.isInfinite)
    default: .boolean(number.isFinite)
    }
  }

  private func ofNumber(_ value: Value) -> Value {
    if self == .sqrt {
      return value.isNumber ? .double(value.number.squareRoot()) : Function.noOverload
    }
    switch value.kind {
    case .integer:
      if self == .sign { return .integer(value.integer.signum()) }
      return value.integer == .min
        ? .error("the number is too large for 64 bits") : .integer(Swift.abs(value.integer))
    case .unsigned: return self == .sign ? .unsigned(value.unsigned == 0 ? 0 : 1) : value
    case .double, .decimal:
      let number = value.number
      if self == .abs { return .double(Swift.abs(number)) }
      return .double(number.isNaN ? number : number < 0 ? -1 : number > 0 ? 1 : 0)
    default: return Function.noOverload
    }
  }

  private func bits(_ arguments: Arguments) -> Value {
    let (a, b) = (arguments[0], arguments[1])
    if self == .bitShiftLeft || self == .bitShiftRight { return shifted(a, b) }
    guard a.kind == b.kind, a.kind == .integer || a.kind == .unsigned else {
      return Function.noOverload
    }
    let result =
      switch self {
      case .bitAnd: a.bits & b.bits
      case .bitOr: a.bits | b.bits
      default: a.bits ^ b.bits
      }
    return Value(bits: result, count: 0, kind: a.kind)
  }

  /// Bits that come in are zeros, also to the left of a negative number.
  private func shifted(_ a: Value, _ b: Value) -> Value {
    guard a.kind == .integer || a.kind == .unsigned, b.kind == .integer else {
      return Function.noOverload
    }
    guard b.integer >= 0 else { return .error("bits are shifted by a negative number") }
    let steps = min(UInt64(b.integer), 64)
    let result = self == .bitShiftLeft ? a.bits << steps : a.bits >> steps
    return Value(bits: result, count: 0, kind: a.kind)
  }

  /// The greatest or least of the arguments, or of the one list; of equal ones the first.
  private func extreme(_ arguments: Arguments, _ run: inout Evaluation) -> Value {
    var (list, count) = (arguments, arguments.count)
    if count == 1, arguments.kind(0) == .list || arguments.kind(0) == .json {
      let all = run.shallow(arguments[0])
      guard all.kind == .list, all.count > 0 else {
        return all.kind == .list ? .error("the list is empty") : Function.noOverload
      }
      count = Int(all.count)
      list = Arguments(all.elements, count)
    }
    var best = list[0]
    for i in 0..<count {
      let value = list[i]
      guard value.isNumber, let order = value.order(best) else {
        return value.kind == .null ? .missing : Function.noOverload
      }
      if order == (self == .greatest ? .greater : .less) { best = value }
    }
    return best
  }
}
