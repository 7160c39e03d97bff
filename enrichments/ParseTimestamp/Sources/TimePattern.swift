import StageKit

/// A pattern of times, such as `%d.%m.%Y %H:%M`.
struct TimePattern: Sendable {
  enum Item: Sendable, Equatable {
    case literal(UInt8)
    case year, shortYear, month, monthName, day, looseDay, weekday, dayOfYear
    case hour, hour12, half, minute, second, decimals, zone, epoch
  }

  private let items: [Item]

  init(_ text: String) throws(TimeFormatProblem) {
    var items: [Item] = []
    var bytes = Array(text.utf8)[...]
    while let byte = bytes.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        items.append(.literal(byte))
        continue
      }
      let letter = bytes.popFirst()
      guard let found = letter.flatMap({ TimePattern.items($0) }) else {
        let shown = "%" + (letter.map { String(UnicodeScalar($0)) } ?? "")
        throw TimeFormatProblem(
          message: "'\(shown)' in '\(text)' stands for nothing",
          help: "there are: %Y %y %m %b %B %d %e %a %A %j %H %I %p %M %S %f %z %s %F %T %%")
      }
      items += found
    }
    self.items = items
  }

  private static func items(_ letter: UInt8) -> [Item]? {
    switch letter {
    case UInt8(ascii: "Y"): [.year]
    case UInt8(ascii: "y"): [.shortYear]
    case UInt8(ascii: "m"): [.month]
    case UInt8(ascii: "b"), UInt8(ascii: "B"): [.monthName]
    case UInt8(ascii: "d"): [.day]
    case UInt8(ascii: "e"): [.looseDay]
    case UInt8(ascii: "a"), UInt8(ascii: "A"): [.weekday]
    case UInt8(ascii: "j"): [.dayOfYear]
    case UInt8(ascii: "H"): [.hour]
    case UInt8(ascii: "I"): [.hour12]
    case UInt8(ascii: "p"): [.half]
    case UInt8(ascii: "M"): [.minute]
    case UInt8(ascii: "S"): [.second]
    case UInt8(ascii: "f"): [.decimals]
    case UInt8(ascii: "z"): [.zone]
    case UInt8(ascii: "s"): [.epoch]
    case UInt8(ascii: "F"):
      [.year, .literal(UInt8(ascii: "-")), .month, .literal(UInt8(ascii: "-")), .day]
    case UInt8(ascii: "T"):
      [.hour, .literal(UInt8(ascii: ":")), .minute, .literal(UInt8(ascii: ":")), .second]
    case UInt8(ascii: "%"): [.literal(letter)]
    default: nil
    }
  }

  /// Milliseconds since 1970; nil when the text is in another form, or there is no such time.
  func read(_ text: Bytes, _ zone: LocalTime) -> Int64? {
    var reader = TimeFields(text)
    for item in items {
      guard reader.read(item) else { return nil }
    }
    return reader.isAtEnd ? reader.milliseconds(zone) : nil
  }
}
