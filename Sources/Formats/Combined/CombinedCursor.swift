import CKernels
import StageKit

/// Walks over a line of a web server's log, field by field.
struct CombinedCursor {
  private let line: Bytes
  private var at = 0

  init(_ line: Bytes) { self.line = line }

  /// Whether nothing but blanks is left.
  var isAtEnd: Bool {
    mutating get {
      skipBlanks()
      return at == line.count
    }
  }

  /// The text up to the next blank.
  mutating func word(_ name: StaticString) throws(Failure) -> Bytes {
    skipBlanks()
    guard at < line.count, line[at] != 34, line[at] != 91 else {
      throw missing(name)
    }
    let start = at
    at = line.firstIndex(of: 32, from: at) ?? line.count
    return line.slice(start, at)
  }

  /// The remote user, which may hold blanks: the text up to the blank in front of the time.
  mutating func user() throws(Failure) -> Bytes {
    skipBlanks()
    guard at < line.count, line[at] != 91 else { throw missing("user") }
    let start = at
    while let blank = line.firstIndex(of: 32, from: at) {
      if blank &+ 1 < line.count, line[blank &+ 1] == 91 {
        at = blank &+ 1
        return line.slice(start, blank)
      }
      at = blank &+ 1
    }
    throw missing("time in brackets")
  }

  /// The text between the brackets.
  mutating func time() throws(Failure) -> Bytes {
    guard at < line.count, line[at] == 91, let end = line.firstIndex(of: 93, from: at) else {
      throw missing("time in brackets")
    }
    let start = at &+ 1
    at = end &+ 1
    return line.slice(start, end)
  }

  /// The text between quotes, with its escapes.
  mutating func quoted(_ name: StaticString) throws(Failure) -> Bytes {
    skipBlanks()
    guard at < line.count, line[at] == 34 else { throw missing(name) }
    let start = at &+ 1
    guard let end = closingQuote(from: start) else {
      throw Failure(.parse, "the \(name) of the log line has no closing quote")
    }
    at = end &+ 1
    return line.slice(start, end)
  }

  /// Passes over more fields, quoted or not, that servers are told to add.
  mutating func skipRest() throws(Failure) {
    while !isAtEnd {
      if line[at] == 34 {
        _ = try quoted("last field")
      } else {
        at = line.firstIndex(of: 32, from: at) ?? line.count
      }
    }
  }

  /// The next quote that no backslash takes.
  private func closingQuote(from start: Int) -> Int? {
    var place = start
    while place < line.count {
      var mask = ck_equal64(line.start + place, 34) | ck_equal64(line.start + place, 92)
      let left = line.count &- place
      if left < 64 { mask &= (1 &<< UInt64(truncatingIfNeeded: left)) &- 1 }
      guard mask != 0 else {
        place &+= 64
        continue
      }
      place &+= mask.trailingZeroBitCount
      if line[place] == 34 { return place }
      place &+= 2
    }
    return nil
  }

  private mutating func skipBlanks() {
    while at < line.count, line[at] == 32 { at &+= 1 }
  }

  private func missing(_ name: StaticString) -> Failure {
    Failure(.parse, "the log line has no \(name) where one is expected")
  }
}
