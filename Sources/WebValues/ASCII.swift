import EventModel

/// Classes of single bytes.
enum ASCII {
  /// The value of a hexadecimal digit, 255 for anything else.
  @inline(__always)
  static func hex(_ c: UInt8) -> UInt8 {
    let digit = c &- 48
    if digit < 10 { return digit }
    let letter = (c | 32) &- 97
    return letter < 6 ? letter &+ 10 : 255
  }

  /// The value of the two hexadecimal digits at `p`, -1 when they are not.
  @inline(__always)
  static func hexPair(_ p: UnsafePointer<UInt8>) -> Int {
    let high = hex(p[0])
    let low = hex(p[1])
    return (high | low) > 15 ? -1 : Int(high) &<< 4 | Int(low)
  }

  @inline(__always)
  static func isDigit(_ c: UInt8) -> Bool { c &- 48 < 10 }

  @inline(__always)
  static func isLetter(_ c: UInt8) -> Bool { (c | 32) &- 97 < 26 }

  @inline(__always)
  static func isAlphanumeric(_ c: UInt8) -> Bool { isDigit(c) || isLetter(c) }

  /// The upper-case hexadecimal digit of a value below 16.
  @inline(__always)
  static func upperHex(_ value: UInt8) -> UInt8 { value < 10 ? value &+ 48 : value &+ 55 }

  /// The lower-case hexadecimal digit of a value below 16.
  @inline(__always)
  static func lowerHex(_ value: UInt8) -> UInt8 { value < 10 ? value &+ 48 : value &+ 87 }
}
