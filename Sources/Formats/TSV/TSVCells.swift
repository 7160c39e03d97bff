import StageKit

/// The values of a line with tabs, one after the other.
struct TSVCells {
  struct Cell {
    let text: Bytes
    let isNull: Bool
  }

  private let line: Bytes
  private let quoting: TSVQuoting
  private let null: [Bytes]
  private var at = 0
  /// Cells so far.
  private(set) var count = 0

  init(_ line: Bytes, _ quoting: TSVQuoting, null: [Bytes]) {
    self.line = line
    self.quoting = quoting
    self.null = null
  }

  /// The next value; nil behind the last.
  ///
  /// Errors: class `parse` for a quote without its end.
  mutating func next(arena: Arena) throws(Failure) -> Cell? {
    guard at <= line.count else { return nil }
    count += 1
    if quoting == .double, at < line.count, line[at] == UInt8(ascii: "\"") {
      return Cell(text: try quoted(arena), isNull: false)
    }
    let end = line.firstIndex(of: 9, from: at) ?? line.count
    let raw = line.slice(at, end)
    at = end + 1
    let isNull = raw.isEmpty || null.contains { $0 == raw }
    guard quoting == .backslash, !isNull, raw.contains(UInt8(ascii: "\\")) else {
      return Cell(text: raw, isNull: isNull)
    }
    return Cell(text: TSVCells.unescaped(raw, arena), isNull: false)
  }

  /// A value between quotes; a quote inside of it stands twice.
  private mutating func quoted(_ arena: Arena) throws(Failure) -> Bytes {
    let start = at + 1
    var place = start
    var hasQuotes = false
    while let quote = line.firstIndex(of: UInt8(ascii: "\""), from: place) {
      if quote + 1 < line.count, line[quote + 1] == UInt8(ascii: "\"") {
        hasQuotes = true
        place = quote + 2
        continue
      }
      guard quote + 1 == line.count || line[quote + 1] == 9 else {
        throw Failure(.parse, "column \(count) goes on behind its closing quote")
      }
      at = quote + 2
      let inside = line.slice(start, quote)
      return hasQuotes ? TSVCells.single(inside, arena) : inside
    }
    throw Failure(.parse, "column \(count) has no closing quote")
  }

  /// Each pair of quotes as one.
  private static func single(_ text: Bytes, _ arena: Arena) -> Bytes {
    let room = arena.reserve(text.count)
    var (read, written) = (0, 0)
    while read < text.count {
      room[written] = text[read]
      written += 1
      read += text[read] == UInt8(ascii: "\"") ? 2 : 1
    }
    return arena.commit(written)
  }

  /// What backslashes stand for; one before any other byte is itself.
  private static func unescaped(_ text: Bytes, _ arena: Arena) -> Bytes {
    let room = arena.reserve(text.count)
    var (read, written) = (0, 0)
    while read < text.count {
      var byte = text[read]
      if byte == UInt8(ascii: "\\"), read + 1 < text.count, let meant = meaning(text[read + 1]) {
        byte = meant
        read += 1
      }
      room[written] = byte
      written += 1
      read += 1
    }
    return arena.commit(written)
  }

  private static func meaning(_ letter: UInt8) -> UInt8? {
    switch letter {
    case UInt8(ascii: "t"): 9
    case UInt8(ascii: "n"): 10
    case UInt8(ascii: "r"): 13
    case UInt8(ascii: "\\"): letter
    default: nil
    }
  }
}
