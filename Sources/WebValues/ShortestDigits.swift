/// The significant digits of a number and its decimal exponent, read from Swift's text of it.
struct ShortestDigits {
  private var digits = SIMD32<UInt8>(repeating: 48)
  private var count = 0
  /// The power of ten of the first digit.
  private var exponent = 0
  private var isNegative = false

  /// Reads `-`, digits, a point and an exponent, as `description` writes them.
  init(_ text: UnsafeBufferPointer<UInt8>) {
    var at = 0
    if !text.isEmpty && text[0] == 45 {
      isNegative = true
      at = 1
    }
    var whole = 0
    var isFraction = false
    while at < text.count && text[at] != 101 {
      if text[at] == 46 {
        isFraction = true
      } else {
        if count > 0 || text[at] != 48 { put(text[at]) }
        if !isFraction && count > 0 { whole += 1 }
        if isFraction && count == 0 { whole -= 1 }
      }
      at += 1
    }
    exponent = count == 0 ? 0 : whole - 1 + ShortestDigits.exponent(text, at)
    while count > 1 && digits[count - 1] == 48 { count -= 1 }
  }

  private mutating func put(_ digit: UInt8) {
    guard count < 32 else { return }
    digits[count] = digit
    count += 1
  }

  private static func exponent(_ text: UnsafeBufferPointer<UInt8>, _ mark: Int) -> Int {
    guard mark + 1 < text.count else { return 0 }
    var value = 0
    for c in text[(mark + 1)...] where c &- 48 < 10 { value = value * 10 + Int(c &- 48) }
    return text[mark + 1] == 45 ? -value : value
  }

  /// Writes Java's form; gives how many bytes.
  func write(_ to: UnsafeMutablePointer<UInt8>) -> Int {
    var out = to
    if isNegative {
      out.pointee = 45
      out += 1
    }
    if count == 0 { return out - to + FloatText.put("0.0", out) }
    if exponent < -3 || exponent >= 7 { return out - to + scientific(out) }
    return out - to + plain(out)
  }

  private func plain(_ to: UnsafeMutablePointer<UInt8>) -> Int {
    var at = 0
    for power in stride(from: max(exponent, 0), through: min(exponent - count + 1, -1), by: -1) {
      to[at] = digit(exponent - power)
      at += 1
      if power == 0 {
        to[at] = 46
        at += 1
      }
    }
    return at
  }

  private func scientific(_ to: UnsafeMutablePointer<UInt8>) -> Int {
    to[0] = digits[0]
    to[1] = 46
    for index in 1..<max(count, 2) { to[index + 1] = digit(index) }
    let at = max(count, 2) + 1
    to[at] = 69
    return at + 1 + NumberText.write(Int64(exponent), to + at + 1)
  }

  /// The digit at an index; zeros stand before the first and behind the last.
  private func digit(_ index: Int) -> UInt8 { index >= 0 && index < count ? digits[index] : 48 }
}
