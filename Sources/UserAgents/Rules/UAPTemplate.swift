import EventModel
import WebValues

/// How one value is made from a match. Constants are texts of the rules.
enum UAPTemplate: BitwiseCopyable {
  case nothing
  case constant(Bytes)
  case group(Int, trims: Bool)
  /// Text in which `$1` to `$9` stand for groups.
  case mixed(Bytes, trims: Bool)

  /// A value that is a group as it is; always nothing without one.
  init(group: Int?, trims: Bool) {
    self = group.map { .group($0, trims: trims) } ?? .nothing
  }

  /// A replacement in which `$1` to `$9` stand for groups; its text is kept in `texts`.
  init(_ replacement: String, trims: Bool, _ texts: inout UAPTexts) {
    let text = texts.intern(replacement)
    let groups = (0..<text.count).filter { UAPTemplate.group(text, $0) != nil }
    if groups.isEmpty {
      self = .constant(trims ? UAPTemplate.trimmed(text) : text)
    } else if text.count == 2, let group = UAPTemplate.group(text, 0) {
      self = .group(group, trims: trims)
    } else {
      self = .mixed(text, trims: trims)
    }
  }

  /// The value that a match gives; empty for nothing.
  ///
  /// Shape: always UTF-8; where a rule cuts a character in two, U+FFFD stands for the pieces.
  func value(_ match: UAPMatch, arena: Arena) -> Bytes {
    switch self {
    case .nothing: .empty
    case .constant(let text): text
    case .group(let number, let trims):
      UAPTemplate.finished(match.group(number), trims, match, arena)
    case .mixed(let text, let trims):
      UAPTemplate.finished(UAPTemplate.joined(text, match, arena), trims, match, arena)
    }
  }

  private static func finished(
    _ raw: Bytes, _ trims: Bool, _ match: UAPMatch, _ arena: Arena
  ) -> Bytes {
    let value = trims ? trimmed(raw) : raw
    return match.isASCII ? value : UTF8Repair.repaired(value, arena: arena)
  }

  /// The group that is named at a place of a replacement.
  private static func group(_ text: Bytes, _ place: Int) -> Int? {
    guard text[place] == UInt8(ascii: "$"), place + 1 < text.count,
      (0x31...0x39).contains(text[place + 1])
    else { return nil }
    return Int(text[place + 1]) - 0x30
  }

  private static func joined(_ text: Bytes, _ match: UAPMatch, _ arena: Arena) -> Bytes {
    var size = text.count
    for place in 0..<text.count {
      if let number = group(text, place) { size += match.group(number).count }
    }
    let room = arena.reserve(size)
    var (place, count) = (0, 0)
    while place < text.count {
      if let number = group(text, place) {
        let piece = match.group(number)
        (room + count).update(from: piece.start, count: piece.count)
        count += piece.count
        place += 2
      } else {
        room[count] = text[place]
        count += 1
        place += 1
      }
    }
    return arena.commit(count)
  }

  /// The bytes without blanks and controls at both ends.
  private static func trimmed(_ bytes: Bytes) -> Bytes {
    var (start, end) = (0, bytes.count)
    while start < end, bytes[start] <= 0x20 { start += 1 }
    while start < end, bytes[end - 1] <= 0x20 { end -= 1 }
    return bytes.slice(start, end)
  }
}
