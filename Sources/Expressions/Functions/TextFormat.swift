import EventModel

#if canImport(Glibc)
  private import Glibc
#elseif canImport(Musl)
  private import Musl
#endif

/// `"%d of %s".format([1, "x"])`.
enum TextFormat {
  static func format(_ pattern: Bytes, _ list: Value, _ run: inout Evaluation) -> Value {
    guard list.kind == .list else { return list.kind == .error ? list : Function.noOverload }
    var out = ""
    var at = 0
    var used = 0
    while at < pattern.count {
      let sign = pattern.firstIndex(of: UInt8(ascii: "%"), from: at) ?? pattern.count
      out += pattern.slice(at, sign).string
      at = sign + 1
      guard sign < pattern.count else { break }
      if at < pattern.count, pattern[at] == UInt8(ascii: "%") {
        out += "%"
        at += 1
        continue
      }
      guard let clause = clause(pattern, &at) else {
        return run.error(
          "'%\(pattern.dropFirst(sign + 1).prefix(1).string)' is no clause of 'format'")
      }
      guard used < list.count else {
        return run.error("'format' has \(list.count) values, and no value \(used)")
      }
      guard let piece = piece(clause, list.elements[used], &run) else {
        let type = TypeName.of(list.elements[used]).bytes.string
        return run.error("'%\(clause.letter)' of 'format' takes no \(type)")
      }
      out += piece
      used += 1
      guard out.utf8.count <= ExpressionLimits.bytes else { return Evaluation.tooLarge }
    }
    return Texts.text(out, &run)
  }

  private struct Clause {
    var letter: Character
    var precision: Int?
  }

  /// The clause at a place, which then lies behind; nil when there is no such clause.
  private static func clause(_ pattern: Bytes, _ at: inout Int) -> Clause? {
    var precision: Int?
    if at < pattern.count, pattern[at] == UInt8(ascii: ".") {
      at += 1
      var number = 0
      while at < pattern.count, pattern[at] &- 48 < 10 {
        number = min(number * 10 + Int(pattern[at] &- 48), ExpressionLimits.precision + 1)
        at += 1
      }
      guard number <= ExpressionLimits.precision else { return nil }
      precision = number
    }
    guard at < pattern.count else { return nil }
    let letter = Character(Unicode.Scalar(pattern[at]))
    at += 1
    return "sdfebxXo".contains(letter) ? Clause(letter: letter, precision: precision) : nil
  }

  private static func piece(_ clause: Clause, _ value: Value, _ run: inout Evaluation) -> String? {
    switch clause.letter {
    case "s": shown(value, &run)
    case "d": decimal(value)
    case "f": fraction(value, "f", clause.precision ?? 6)
    case "e": fraction(value, "e", clause.precision ?? 6)
    case "b": value.kind == .boolean ? (value.flag ? "1" : "0") : digits(value, 2)
    case "o": digits(value, 8)
    case "x": hex(value, isUpper: false)
    default: hex(value, isUpper: true)
    }
  }

  private static func digits(_ value: Value, _ radix: Int, isUpper: Bool = false) -> String? {
    switch value.kind {
    case .integer: String(value.integer, radix: radix, uppercase: isUpper)
    case .unsigned: String(value.unsigned, radix: radix, uppercase: isUpper)
    default: nil
    }
  }

  private static func hex(_ value: Value, isUpper: Bool) -> String? {
    guard value.kind == .text || value.kind == .bytes else {
      return digits(value, 16, isUpper: isUpper)
    }
    var out = ""
    for byte in value.bytes.buffer {
      let pair = String(byte, radix: 16, uppercase: isUpper)
      out += pair.utf8.count == 1 ? "0" + pair : pair
    }
    return out
  }

  private static func decimal(_ value: Value) -> String? {
    if let digits = digits(value, 10) { return digits }
    guard value.kind == .double else { return nil }
    return value.double.isFinite ? Numbers.shown(value.double) : special(value.double)
  }

  private static func special(_ number: Double) -> String {
    number.isNaN ? "NaN" : number < 0 ? "-Infinity" : "Infinity"
  }

  private static func fraction(_ value: Value, _ letter: String, _ precision: Int) -> String? {
    guard value.isNumber else { return nil }
    let number = value.number
    guard number.isFinite else { return special(number) }
    let room = precision + 330
    return withUnsafeTemporaryAllocation(of: CChar.self, capacity: room) { buffer in
      let count = withVaList([Int32(precision), number]) {
        vsnprintf(buffer.baseAddress, room, "%.*" + letter, $0)
      }
      return count < 0
        ? nil
        : String(decoding: UnsafeRawBufferPointer(buffer)[..<min(Int(count), room)], as: UTF8.self)
    }
  }

  /// Any value as text; nil when it holds what has no text.
  static func shown(_ value: Value, _ run: inout Evaluation) -> String? {
    switch value.kind {
    case .null: return "null"
    case .list, .map, .json:
      let value = run.shallow(value)
      guard value.kind == .list else { return value.kind == .map ? map(value, &run) : nil }
      var items: [String] = []
      for i in 0..<Int(value.count) {
        guard let item = shown(run.scalar(value.elements[i]), &run) else { return nil }
        items.append(item)
      }
      return "[" + items.joined(separator: ", ") + "]"
    case .double where !value.double.isFinite: return special(value.double)
    default:
      let text = Conversions.text(value, &run)
      return text.kind == .text ? text.bytes.string : nil
    }
  }

  /// The entries of a map in the order of their keys as text.
  private static func map(_ value: Value, _ run: inout Evaluation) -> String? {
    var entries: [(key: String, value: String)] = []
    for i in 0..<Int(value.count) {
      guard let key = shown(value.elements[2 * i], &run),
        let member = shown(run.scalar(value.elements[2 * i + 1]), &run)
      else { return nil }
      entries.append((key, member))
    }
    entries.sort { $0.key < $1.key }
    return "{" + entries.map { "\($0.key): \($0.value)" }.joined(separator: ", ") + "}"
  }
}
