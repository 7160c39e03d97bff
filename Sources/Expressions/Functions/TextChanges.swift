import EventModel

/// Texts that are made from other texts.
enum TextChanges {
  /// The text with the 26 letters that begin at one in the other case.
  static func folded(_ text: Bytes, _ first: UInt8, _ run: inout Evaluation) -> Value {
    var at = 0
    while at < text.count, text[at] &- first >= 26 { at &+= 1 }
    guard at < text.count else { return .text(text) }
    guard let room = run.room(text.count) else { return Evaluation.tooLarge }
    for i in 0..<text.count { room[i] = text[i] &- first < 26 ? text[i] ^ 32 : text[i] }
    return .text(run.arena.commit(text.count))
  }

  /// The text without white space at its ends, as Unicode has it.
  static func trimmed(_ text: Bytes) -> Bytes {
    var (start, end) = (0, text.count)
    while start < end, case let length = blank(text, at: start), length > 0 { start += length }
    while end > start {
      var last = end - 1
      while last > start, text[last] & 0xc0 == 0x80 { last -= 1 }
      guard blank(text, at: last) == end - last else { break }
      end = last
    }
    return text.slice(start, end)
  }

  /// The bytes of the white space that stands at a place; 0 when there is none.
  private static func blank(_ text: Bytes, at place: Int) -> Int {
    let c = text[place]
    if c < 0x80 { return c == 32 || c &- 9 < 5 ? 1 : 0 }
    guard place + 1 < text.count else { return 0 }
    let second = text[place + 1]
    if c == 0xc2 { return second == 0x85 || second == 0xa0 ? 2 : 0 }
    guard place + 2 < text.count else { return 0 }
    let code = UInt32(c & 15) << 12 | UInt32(second & 63) << 6 | UInt32(text[place + 2] & 63)
    guard c & 0xf0 == 0xe0 else { return 0 }
    switch code {
    case 0x1680, 0x2000...0x200a, 0x2028, 0x2029, 0x202f, 0x205f, 0x3000: return 3
    default: return 0
    }
  }

  static func reversed(_ text: Bytes, _ run: inout Evaluation) -> Value {
    guard let room = run.room(text.count) else { return Evaluation.tooLarge }
    var at = 0
    while at < text.count {
      var end = at + 1
      while end < text.count, text[end] & 0xc0 == 0x80 { end += 1 }
      (room + text.count - end).update(from: text.start + at, count: end - at)
      at = end
    }
    return .text(run.arena.commit(text.count))
  }

  /// The text with another one for the first or all places of a part.
  static func replace(
    _ text: Bytes, _ arguments: Arguments, _ run: inout Evaluation
  ) -> Value {
    guard arguments.kind(1) == .text, arguments.kind(2) == .text, arguments.count < 5,
      arguments.count == 3 || arguments.kind(3) == .integer
    else { return Function.noOverload }
    let (part, other) = (arguments[1].bytes, arguments[2].bytes)
    var left = arguments.count == 4 ? arguments[3].integer : -1
    if left == 0 || part == other { return .text(text) }
    let hits = places(of: part, in: text, limit: left)
    guard hits > 0 else { return .text(text) }
    let size = text.count + hits * (other.count - part.count)
    guard let room = run.room(max(size, 0)) else { return Evaluation.tooLarge }
    var (read, written) = (0, 0)
    while left != 0, let hit = next(part, text, read, isFirst: written == 0) {
      (room + written).update(from: text.start + read, count: hit - read)
      written += hit - read
      (room + written).update(from: other.start, count: other.count)
      written += other.count
      read = hit + part.count
      left -= 1
    }
    (room + written).update(from: text.start + read, count: text.count - read)
    return .text(run.arena.commit(written + text.count - read))
  }

  /// The next place of a part; the empty part stands before each character and behind the last.
  private static func next(_ part: Bytes, _ text: Bytes, _ from: Int, isFirst: Bool) -> Int? {
    guard part.isEmpty, !isFirst else { return Texts.find(part, in: text, from: from) }
    guard from < text.count else { return nil }
    return from + (Texts.place(of: 1, in: text.dropFirst(from)) ?? 0)
  }

  private static func places(of part: Bytes, in text: Bytes, limit: Int64) -> Int {
    if part.isEmpty {
      let all = Texts.count(text) + 1
      return limit < 0 ? all : min(all, Int(limit))
    }
    var (count, at) = (0, 0)
    while limit < 0 || count < limit, let hit = Texts.find(part, in: text, from: at) {
      count += 1
      at = hit + part.count
    }
    return count
  }

  /// The text as it would stand in an expression.
  static func quoted(_ text: Bytes, _ run: inout Evaluation) -> Value {
    guard let room = run.room(text.count * 2 + 2) else { return Evaluation.tooLarge }
    room[0] = UInt8(ascii: "\"")
    var written = 1
    for i in 0..<text.count {
      let escape = letter(text[i])
      if escape != 0 {
        room[written] = UInt8(ascii: "\\")
        written += 1
      }
      room[written] = escape == 0 ? text[i] : escape
      written += 1
    }
    room[written] = UInt8(ascii: "\"")
    return .text(run.arena.commit(written + 1))
  }

  private static func letter(_ c: UInt8) -> UInt8 {
    switch c {
    case 7: UInt8(ascii: "a")
    case 8: UInt8(ascii: "b")
    case 9: UInt8(ascii: "t")
    case 10: UInt8(ascii: "n")
    case 11: UInt8(ascii: "v")
    case 12: UInt8(ascii: "f")
    case 13: UInt8(ascii: "r")
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): c
    default: 0
    }
  }
}
