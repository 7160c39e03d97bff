import EventModel
import WebValues

/// `int(x)` and its like.
enum ConversionFunction: BitwiseCopyable {
  case integer, unsigned, double, boolean, text, bytes, timestamp, duration, type, same

  func call(_ arguments: Arguments, _ run: inout Evaluation) -> Value {
    let value = arguments[0]
    switch self {
    case .integer: return Conversions.integer(value)
    case .unsigned: return Conversions.unsigned(value)
    case .double: return Conversions.double(value)
    case .boolean: return Conversions.boolean(value)
    case .text: return Conversions.text(value, &run)
    case .bytes:
      return value.kind == .text || value.kind == .bytes
        ? .run(value.bytes, .bytes) : Function.noOverload
    case .timestamp: return Times.timestamp(value)
    case .duration: return Times.duration(value)
    case .type: return TypeName.of(value)
    case .same: return value
    }
  }
}

enum Conversions {
  private static let outside = Value.error("the number is outside of the type's range")

  static func integer(_ value: Value) -> Value {
    switch value.kind {
    case .integer: return value
    case .unsigned: return Int64(exactly: value.unsigned).map(Value.integer) ?? outside
    case .double, .decimal:
      let number = value.number.rounded(.towardZero)
      // The limits themselves are refused: the double that stands for them is not exactly them.
      guard number > -9_223_372_036_854_775_808, number < 9_223_372_036_854_775_808 else {
        return outside
      }
      return .integer(Int64(number))
    case .text:
      return number(value.bytes).flatMap { Int64($0) }.map(Value.integer)
        ?? .error("the text is no whole number")
    case .timestamp: return .integer(value.seconds)
    default: return Function.noOverload
    }
  }

  static func unsigned(_ value: Value) -> Value {
    switch value.kind {
    case .unsigned: return value
    case .integer: return UInt64(exactly: value.integer).map(Value.unsigned) ?? outside
    case .double, .decimal:
      let number = value.number.rounded(.towardZero)
      guard number >= 0, number < 18_446_744_073_709_551_616 else { return outside }
      return .unsigned(UInt64(number))
    case .text:
      return number(value.bytes).flatMap { UInt64($0) }.map(Value.unsigned)
        ?? .error("the text is no whole number")
    default: return Function.noOverload
    }
  }

  /// A text that is short enough for a number.
  private static func number(_ text: Bytes) -> String? {
    text.isEmpty || text.count > 400 || text[0] == UInt8(ascii: "+") ? nil : text.string
  }

  static func double(_ value: Value) -> Value {
    switch value.kind {
    case .double: return value
    case .integer, .unsigned, .decimal: return .double(value.number)
    case .text:
      let text = number(value.bytes) ?? ""
      if text == "NaN" { return .double(.nan) }
      if text == "Infinity" || text == "+Infinity" { return .double(.infinity) }
      if text == "-Infinity" { return .double(-.infinity) }
      let isDecimal = text.utf8.allSatisfy { $0 &- 48 < 10 || ".eE+-".utf8.contains($0) }
      guard isDecimal, let number = Double(text) else { return .error("the text is no number") }
      return .double(number)
    default: return Function.noOverload
    }
  }

  static func boolean(_ value: Value) -> Value {
    if value.kind == .boolean { return value }
    guard value.kind == .text else { return Function.noOverload }
    let text = value.bytes
    for word in ["1", "t", "true", "TRUE", "True"] as [StaticString] where text == word {
      return .boolean(true)
    }
    for word in ["0", "f", "false", "FALSE", "False"] as [StaticString] where text == word {
      return .boolean(false)
    }
    return .error("the text is neither true nor false")
  }

  static func text(_ value: Value, _ run: inout Evaluation) -> Value {
    switch value.kind {
    case .text: return value
    case .decimal, .type, .url: return .text(value.bytes)
    case .integer:
      guard let room = run.room(20) else { return Evaluation.tooLarge }
      return .text(run.arena.commit(NumberText.write(value.integer, room)))
    case .unsigned: return Texts.text("\(value.unsigned)", &run)
    case .double: return Texts.text(Numbers.shown(value.double), &run)
    case .boolean: return .text(value.flag ? trueText : falseText)
    case .bytes:
      return UTF8Repair.valid(value.bytes)
        ? .text(value.bytes) : .error("the bytes are no UTF-8")
    case .timestamp: return Texts.text(Times.shown(timestamp: value), &run)
    case .duration: return Texts.text(Times.shown(duration: value), &run)
    case .address, .network: return Texts.text(Addresses.shown(value), &run)
    case .json: return .text(value.bytes)
    default: return Function.noOverload
    }
  }

  private static let trueText = Bytes.constant("true")
  private static let falseText = Bytes.constant("false")
}
