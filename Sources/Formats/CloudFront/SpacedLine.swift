import StageKit

/// A line whose fields stand between runs of white space, with one tab for each run.
///
/// Shape: white space is what `\s` means to Java: blank, tab, and the controls 10 to 13.
struct SpacedLine {
  let text: Bytes
  let fieldCount: Int
  /// White space before the first field.
  let hasMargin: Bool
  /// White space behind the last field.
  let hasTail: Bool
  /// The white space between query and cookie is wide enough to hold an empty cookie.
  let hasGap: Bool

  /// The number of fields up to the query.
  private static let queryPlace = 12

  /// Reads a line; `emptyCookie` writes two tabs behind the query.
  init(_ line: Bytes, emptyCookie: Bool = false, arena: Arena) {
    let room = arena.reserve(line.count + 1)
    var written = 0
    var count = 0
    var gap = 0
    var at = 0
    while at < line.count {
      let start = at
      while at < line.count, SpacedLine.isBlank(line[at]) { at &+= 1 }
      if at == line.count { break }
      if count > 0 {
        room[written] = 9
        written &+= 1
      }
      if count == SpacedLine.queryPlace {
        gap = at &- start
        if emptyCookie {
          room[written] = 9
          written &+= 1
        }
      }
      while at < line.count, !SpacedLine.isBlank(line[at]) {
        room[written] = line[at]
        written &+= 1
        at &+= 1
      }
      count &+= 1
    }
    text = arena.commit(written)
    fieldCount = count
    hasMargin = line.count > 0 && SpacedLine.isBlank(line[0])
    hasTail = line.count > 0 && SpacedLine.isBlank(line[line.count &- 1])
    hasGap = gap > 1
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 32 || byte &- 9 < 5 }
}
