import StageKit

/// How one value is made from a match: text and groups in turn; nothing when there are no parts.
struct UAPTemplate {
  enum Part {
    case text(Bytes)
    case group(Int)
  }

  let parts: [Part]
  private let trims: Bool

  /// A value that is a group as it is; always nothing without one.
  init(group: Int?, trims: Bool) {
    parts = group.map { [.group($0)] } ?? []
    self.trims = trims
  }

  /// A replacement in which `$1` to `$9` stand for groups; its texts are kept in `arena`.
  init(_ replacement: String, trims: Bool, arena: Arena) {
    var parts: [Part] = []
    var text: [UInt8] = []
    func flush() {
      guard !text.isEmpty else { return }
      parts.append(.text(arena.copy(String(decoding: text, as: UTF8.self))))
      text = []
    }
    var rest = Array(replacement.utf8)[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "$"), let digit = rest.first, (0x31...0x39).contains(digit) else {
        text.append(byte)
        continue
      }
      rest.removeFirst()
      flush()
      parts.append(.group(Int(digit) - 0x30))
    }
    flush()
    self.parts = parts
    self.trims = trims
  }

  /// The value that a match gives; empty for nothing.
  ///
  /// Shape: always UTF-8; where a rule cuts a character in two, U+FFFD stands for the pieces.
  func value(_ match: UAPMatch, arena: Arena) -> Bytes {
    let raw: Bytes
    switch parts.count {
    case 0: return .empty
    case 1: raw = part(0, match)
    default: raw = joined(match, arena)
    }
    return UTF8Repair.repaired(trims ? UAPTemplate.trimmed(raw) : raw, arena: arena)
  }

  private func part(_ place: Int, _ match: UAPMatch) -> Bytes {
    switch parts[place] {
    case .text(let text): text
    case .group(let number): match.group(number)
    }
  }

  private func joined(_ match: UAPMatch, _ arena: Arena) -> Bytes {
    let size = parts.indices.reduce(0) { $0 + part($1, match).count }
    let room = arena.reserve(size)
    var count = 0
    for place in parts.indices {
      let piece = part(place, match)
      (room + count).update(from: piece.start, count: piece.count)
      count += piece.count
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
