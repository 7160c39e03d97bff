import EventModel
import WebValues

/// What functions of texts share: characters are Unicode code points.
enum Texts {
  /// How many characters a text has.
  static func count(_ text: Bytes) -> Int {
    var count = 0
    for i in 0..<text.count where text[i] & 0xc0 != 0x80 { count &+= 1 }
    return count
  }

  /// The place of the character of a number, which may be that behind the last; nil past the end.
  static func place(of character: Int64, in text: Bytes) -> Int? {
    guard character >= 0 else { return nil }
    var left = character
    for i in 0..<text.count where text[i] & 0xc0 != 0x80 {
      if left == 0 { return i }
      left -= 1
    }
    return left == 0 ? text.count : nil
  }

  /// The first place of a text at or behind `from`.
  static func find(_ part: Bytes, in text: Bytes, from: Int = 0) -> Int? {
    guard part.count > 0 else { return from <= text.count ? from : nil }
    guard part.count <= text.count else { return nil }
    var at = from
    while at <= text.count - part.count,
      let next = text.slice(0, text.count - part.count + 1).firstIndex(of: part[0], from: at)
    {
      if text.slice(next, next + part.count) == part { return next }
      at = next + 1
    }
    return nil
  }

  /// The last place of a text at or before `from`.
  static func findLast(_ part: Bytes, in text: Bytes, from: Int) -> Int? {
    var at = min(from, text.count - part.count)
    while at >= 0 {
      if text.slice(at, at + part.count) == part { return at }
      at -= 1
    }
    return nil
  }

  static func joined(
    _ a: Bytes, _ b: Bytes, _ kind: Value.Kind, _ run: inout Evaluation
  ) -> Value {
    if a.isEmpty { return .run(b, kind) }
    if b.isEmpty { return .run(a, kind) }
    guard let room = run.room(a.count + b.count) else { return Evaluation.tooLarge }
    room.update(from: a.start, count: a.count)
    (room + a.count).update(from: b.start, count: b.count)
    return .run(run.arena.commit(a.count + b.count), kind)
  }

  /// A new text of a Swift one.
  static func text(_ text: String, _ run: inout Evaluation) -> Value {
    guard run.spend(text.utf8.count) else { return Evaluation.tooLarge }
    return .text(run.arena.copy(text))
  }

  /// A value as messages show it.
  static func shown(_ value: Value) -> String {
    switch value.kind {
    case .text: "'\(value.bytes.string)'"
    case .integer: "\(value.integer)"
    case .unsigned: "\(value.unsigned)"
    case .double: "\(value.double)"
    case .boolean: "\(value.flag)"
    default: "of type \(TypeName.of(value).bytes.string)"
    }
  }
}
