import CKernels
import EventModel

/// The strict rules of RFC 2396: finds the parts of a text, or that it is no URI.
struct URIParser {
  let text: Bytes
  private(set) var scheme: Bytes
  private(set) var host: Bytes
  private(set) var port: Int?
  private(set) var path: Bytes
  private(set) var query: Bytes
  private(set) var fragment: Bytes
  private let table: UnsafePointer<UInt8>

  init(_ text: Bytes) {
    let none = Bytes(text.start, 0)
    self.text = text
    scheme = none
    host = none
    path = none
    query = none
    fragment = none
    table = URIClass.table
  }

  /// Whether the whole text is a URI; then its parts are set.
  mutating func parse() -> Bool {
    if let at = parseWebHost() { return parsePath(at) }
    guard var at = parseScheme() else { return false }
    if at > 0 && (at == text.count || text[at] != 47) {
      let end = scan(text, at, URIClass.query)
      return end > at && parseFragment(end)
    }
    if at &+ 1 < text.count && text[at] == 47 && text[at &+ 1] == 47 {
      let start = at &+ 2
      at = find(start, URIClass.delimiter)
      guard at > start ? parseAuthority(text.slice(start, at)) : at < text.count else {
        return false
      }
    }
    return parsePath(at)
  }

  /// The place behind `http://` or `https://` and a host that is a plain name: what most texts
  /// begin with. Nil, and nothing set, for everything else.
  private mutating func parseWebHost() -> Int? {
    guard text.count > 8 else { return nil }
    let word = UInt64(
      littleEndian: UnsafeRawPointer(text.start).loadUnaligned(as: UInt64.self))
    let isSecure = word == URIParser.secure
    guard isSecure || word &<< 8 == URIParser.open else { return nil }
    let start = isSecure ? 8 : 7
    guard let length = HostName.plainLength(text.dropFirst(start)) else { return nil }
    scheme = text.prefix(start &- 3)
    port = isSecure ? 443 : 80
    host = text.slice(start, start &+ length)
    return start &+ length
  }

  /// `https://` as a word, and `http://` behind a zero.
  private static let secure: UInt64 = 0x2f2f_3a73_7074_7468
  private static let open: UInt64 = 0x2f2f_3a70_7474_6800

  /// Path, query and fragment.
  private mutating func parsePath(_ at: Int) -> Bool {
    var end = scan(text, at, URIClass.path)
    path = text.slice(at, end)
    if end < text.count && text[end] == 63 {
      let start = end &+ 1
      end = scan(text, start, URIClass.query)
      query = text.slice(start, end)
    }
    return parseFragment(end)
  }

  /// The place behind the scheme and its colon, 0 without a scheme; nil when it is not legal.
  private mutating func parseScheme() -> Int? {
    let end = find(0, URIClass.delimiter | URIClass.colon)
    guard end < text.count, text[end] == 58 else { return 0 }
    guard end > 0, ASCII.isLetter(text[0]) else { return nil }
    for i in 1..<end where !ASCII.isAlphanumeric(text[i]) && !isSchemeMark(text[i]) {
      return nil
    }
    scheme = text.prefix(end)
    return end &+ 1
  }

  private func isSchemeMark(_ c: UInt8) -> Bool { c == 43 || c == 45 || c == 46 }

  /// Whether the rest at `at` is nothing or a fragment.
  private mutating func parseFragment(_ at: Int) -> Bool {
    guard at < text.count else { return true }
    guard text[at] == 35 else { return false }
    let end = scan(text, at &+ 1, URIClass.query)
    fragment = text.slice(at &+ 1, end)
    return end == text.count
  }

  /// Host and port; an authority that names no server is legal if a registry could know it.
  private mutating func parseAuthority(_ authority: Bytes) -> Bool {
    var server = authority
    var isServer = true
    if let at = authority.firstIndex(of: 64) {
      isServer = scanAuthority(authority.prefix(at), URIClass.userInfo) == at
      server = authority.dropFirst(at + 1)
    }
    if isServer && parseServer(server) { return true }
    return scanAuthority(authority, URIClass.registry) == authority.count
  }

  private mutating func parseServer(_ server: Bytes) -> Bool {
    var from = 0
    if !server.isEmpty && server[0] == 91 { from = server.firstIndex(of: 93) ?? server.count }
    var name = server
    var number: Int?
    if let colon = server.firstIndex(of: 58, from: from) {
      name = server.prefix(colon)
      let digits = server.dropFirst(colon + 1)
      if !digits.isEmpty {
        guard let value = NumberText.int32(unsigned: digits) else { return false }
        number = Int(value)
      }
    }
    guard HostName.isLegal(name) else { return false }
    host = name
    port = number
    return true
  }

  /// The end of the run, from `from` on, of bytes of the class of paths or queries and of escapes.
  ///
  /// Cost: 16 bytes at a time between those that a path may not hold.
  private func scan(_ run: Bytes, _ from: Int, _ mask: UInt8) -> Int {
    ck_uri_end(run.start, run.count, from, table, mask)
  }

  /// The end of the run, from the begin on, of bytes of a class and of escapes.
  private func scanAuthority(_ run: Bytes, _ mask: UInt8) -> Int {
    var at = 0
    while at < run.count {
      let c = run[at]
      if table[Int(c)] & mask != 0 {
        at &+= 1
      } else if c == 37, at &+ 2 < run.count, ASCII.hexPair(run.start + at + 1) >= 0 {
        at &+= 3
      } else {
        break
      }
    }
    return at
  }

  private func find(_ from: Int, _ mask: UInt8) -> Int {
    var at = from
    while at < text.count && table[Int(text[at])] & mask == 0 { at &+= 1 }
    return at
  }
}
