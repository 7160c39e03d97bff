public import EventModel

extension ClientAddress {
  /// Looks for the address of a client in the headers of a request, which are given one by one.
  ///
  /// Shape: the first address of the first `X-Forwarded-For` that begins with one; else that of
  /// `Forwarded`, when it is the last header. Nothing is checked against 255.
  /// Source: Snowplow Enrich, fact sheet 6.6, with its rule for `Forwarded`.
  public struct HeaderSearch: Sendable {
    private var first: Bytes?
    private var remembered: Bytes?

    /// Makes a search that has seen no header.
    public init() {}

    /// Takes the next header: its name, and its value behind the colon and one blank.
    public mutating func add(_ name: Bytes, _ value: Bytes) {
      guard first == nil else { return }
      remembered = nil
      if name.equalsFolded("x-forwarded-for") {
        first = leadingAddress(value)
      } else if name.equalsFolded("forwarded"), value.prefix(4).equalsFolded("for=") {
        remembered = leadingAddress(value.dropFirst(4))
      }
    }

    /// The address, with small letters; nil when no header has one.
    public func address(arena: Arena) -> Bytes? {
      guard let found = first ?? remembered else { return nil }
      let room = arena.reserve(found.count)
      for i in 0..<found.count { room[i] = ASCII.hex(found[i]) < 16 ? found[i] | 32 : found[i] }
      return arena.commit(found.count)
    }
  }

  /// Words and signs of an address at most: eight groups and seven colons.
  private static let tokenLimit = 15

  /// The address that a text begins with, behind a quote and a bracket; nil when there is none.
  private static func leadingAddress(_ text: Bytes) -> Bytes? {
    var start = text.count > 0 && text[0] == 34 ? 1 : 0
    if start < text.count, text[start] == 91 { start += 1 }
    let rest = text.dropFirst(start)
    let length = max(quadLength(rest), 0)
    if length > 0 { return rest.prefix(length) }
    let end = tokensLength(rest)
    return end > 0 ? rest.prefix(end) : nil
  }

  /// The length of four groups of one to three digits at the begin; 0 when there are none.
  private static func quadLength(_ text: Bytes) -> Int {
    var at = 0
    for group in 0..<4 {
      if group > 0 {
        guard at < text.count, text[at] == 46 else { return 0 }
        at += 1
      }
      let first = at
      while at < text.count, at < first + 3, ASCII.isDigit(text[at]) { at += 1 }
      guard at > first else { return 0 }
    }
    return at
  }

  /// The length of words of up to four hexadecimal digits, dots and colons at the begin.
  private static func tokensLength(_ text: Bytes) -> Int {
    var at = 0
    for _ in 0..<tokenLimit where at < text.count {
      if text[at] == 46 || text[at] == 58 {
        at += 1
        continue
      }
      var end = at
      while end < text.count, isWord(text[end]) { end += 1 }
      guard end > at, end - at <= 4 else { break }
      for i in at..<end where ASCII.hex(text[i]) > 15 { return at }
      at = end
    }
    return at
  }

  private static func isWord(_ c: UInt8) -> Bool {
    ASCII.isDigit(c) || (c | 32) &- 97 < 26 || c == 95 || c >= 128
  }
}
