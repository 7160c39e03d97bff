import EventModel

/// Makes a URI of what the strict rules refuse.
enum URIEncoding {
  /// The text with `%20` for each blank.
  static func blanks(_ text: Bytes, arena: Arena) -> Bytes {
    let room = arena.reserve(text.count * 3)
    var written = 0
    for i in 0..<text.count {
      written &+= text[i] == 32 ? encode(32, room + written) : put(text[i], room + written)
    }
    return arena.commit(written)
  }

  /// The text with escapes for everything that its part of a URI does not keep.
  ///
  /// Source: JOB.md and the vectors `string_to_uri`: the first `#` begins the fragment, which keeps
  /// none of `/&=?`; the first `?` before it begins the query.
  static func tolerant(_ text: Bytes, arena: Arena) -> Bytes {
    let fragment = text.firstIndex(of: 35) ?? text.count
    let query = text.prefix(fragment).firstIndex(of: 63) ?? fragment
    let room = arena.reserve(text.count * 3)
    var written = encode(text.prefix(query), keep: "/&=", room)
    if query < fragment {
      written &+= put(63, room + written)
      written &+= encode(text.slice(query + 1, fragment), keep: "/&=?", room + written)
    }
    if fragment < text.count {
      written &+= put(35, room + written)
      written &+= encode(text.dropFirst(fragment + 1), keep: "", room + written)
    }
    return arena.commit(written)
  }

  private static func encode(
    _ part: Bytes, keep: StaticString, _ to: UnsafeMutablePointer<UInt8>
  ) -> Int {
    let table = URIClass.table
    var written = 0
    for i in 0..<part.count {
      let c = part[i]
      let isKept =
        table[Int(c)] & URIClass.kept != 0 || URIClass.has(keep, c)
        || (c == 37 && i &+ 2 < part.count && ASCII.hexPair(part.start + i + 1) >= 0)
      written &+= isKept ? put(c, to + written) : encode(c, to + written)
    }
    return written
  }

  private static func put(_ c: UInt8, _ to: UnsafeMutablePointer<UInt8>) -> Int {
    to.pointee = c
    return 1
  }

  private static func encode(_ c: UInt8, _ to: UnsafeMutablePointer<UInt8>) -> Int {
    to[0] = 37
    to[1] = ASCII.upperHex(c >> 4)
    to[2] = ASCII.upperHex(c & 15)
    return 3
  }
}
