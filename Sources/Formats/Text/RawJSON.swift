import CKernels
import StageKit

/// JSON text that goes out as it came in.
///
/// Shape: such text is valid JSON already. Three things that some reader behind us would stumble
/// over are mended all the same: tabs and line ends between the values, which would break the line,
/// broken UTF-8, and escapes of lone surrogates, which stand for no character.
/// Cost: one pass by groups of 16 bytes as long as there are only ASCII and no escapes.
enum RawJSON {
  static func put(_ json: Bytes, _ room: inout OutputRoom, _ scratch: FormScratch) {
    let isPlain = room.copy(
      json, unless: { ck_below16($0, 32) | ck_high16($0) | ck_equal16($0, 92) })
    if !isPlain { room.put(mended(json, scratch.arena)) }
  }

  private static func mended(_ json: Bytes, _ arena: Arena) -> Bytes {
    let line = TextCleaning.cleaned(json, .agent, arena: arena)
    return pairedSurrogates(UTF8Repair.repaired(line, arena: arena), arena)
  }

  /// The text with `\ufffd` for every escape of a surrogate without its partner.
  static func pairedSurrogates(_ json: Bytes, _ arena: Arena) -> Bytes {
    guard var at = nextLone(json, from: 0) else { return json }
    let room = arena.reserve(json.count)
    room.update(from: json.start, count: json.count)
    while true {
      (room + at + 2).update(repeating: 102, count: 3)
      room[at + 5] = 100
      guard let next = nextLone(json, from: at + 6) else { break }
      at = next
    }
    return arena.commit(json.count)
  }

  /// The place of the next backslash that begins the escape of a lone surrogate.
  private static func nextLone(_ json: Bytes, from: Int) -> Int? {
    var at = from
    while let mark = json.firstIndex(of: 92, from: at) {
      at = mark + 2
      guard let unit = surrogate(json, mark) else { continue }
      guard unit < 0xdc00, let low = surrogate(json, mark + 6), low >= 0xdc00 else { return mark }
      at = mark + 12
    }
    return nil
  }

  /// The code unit of the escape `\uD800` to `\uDFFF` that stands at `at`; nil for anything else.
  private static func surrogate(_ json: Bytes, _ at: Int) -> Int? {
    guard at + 6 <= json.count, json[at] == 92, json[at + 1] == 117, json[at + 2] | 32 == 100
    else { return nil }
    var unit = 0
    for i in 2..<6 {
      guard let digit = hexDigit(json[at + i]) else { return nil }
      unit = unit << 4 | digit
    }
    return unit >= 0xd800 ? unit : nil
  }

  private static func hexDigit(_ c: UInt8) -> Int? {
    switch c {
    case 48...57: Int(c) - 48
    case 65...70: Int(c) - 55
    case 97...102: Int(c) - 87
    default: nil
    }
  }
}
