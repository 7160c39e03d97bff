/// Which byte may stand where in a URI: one bit for each place.
///
/// Source: RFC 2396 as java.net.URI applies it, which takes every non-ASCII character.
enum URIClass {
  static let path: UInt8 = 1
  static let query: UInt8 = 2
  static let userInfo: UInt8 = 4
  static let registry: UInt8 = 8
  /// What the tolerant parser leaves alone everywhere.
  static let kept: UInt8 = 16
  /// What ends an authority: `/`, `?`, `#`.
  static let delimiter: UInt8 = 32
  static let colon: UInt8 = 64

  /// The bits of each byte; 256 of them, made once.
  nonisolated(unsafe) static let table: UnsafePointer<UInt8> = {
    let table = UnsafeMutablePointer<UInt8>.allocate(capacity: 256)
    for c in 0..<256 { table[c] = bits(UInt8(c)) }
    return UnsafePointer(table)
  }()
  // nonisolated(unsafe): written before it is shown, never after.

  private static func bits(_ c: UInt8) -> UInt8 {
    if c >= 128 { return path | query | userInfo | registry }
    let unreserved = ASCII.isAlphanumeric(c) || has("-_.!~*'()", c)
    var bits: UInt8 = 0
    if unreserved || has(":@&=+$,;/", c) { bits |= path }
    if unreserved || has(":@&=+$,;/?[]", c) { bits |= query }
    if unreserved || has(";:&=+$,", c) { bits |= userInfo }
    if unreserved || has("$,;:@&=+", c) { bits |= registry }
    if unreserved || has(":@+,;", c) { bits |= kept }
    if has("/?#", c) { bits |= delimiter }
    if c == 58 { bits |= colon }
    return bits
  }

  /// Whether an ASCII literal holds a byte.
  static func has(_ set: StaticString, _ c: UInt8) -> Bool {
    for i in 0..<set.utf8CodeUnitCount where set.utf8Start[i] == c { return true }
    return false
  }
}
