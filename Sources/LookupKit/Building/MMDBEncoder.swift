/// Writes values as the data section of a MaxMind database holds them, each different one once.
///
/// Source: MaxMind DB file format specification 2.0.
struct MMDBEncoder {
  private(set) var bytes: [UInt8] = []
  /// Where values stand that are worth a pointer.
  private var offsets: [LookupValue: Int] = [:]
  private let sharesValues: Bool

  /// `sharesValues`: whether a value that stands there already becomes a pointer to it.
  init(sharesValues: Bool) { self.sharesValues = sharesValues }

  /// The offset of a value, written when it is not there yet.
  mutating func offset(of value: LookupValue) -> Int {
    if let offset = offsets[value] { return offset }
    let offset = bytes.count
    write(value)
    // Also values that are too small for pointers: records point at them.
    offsets[value] = offset
    return offset
  }

  /// Recursion is as deep as the value.
  private mutating func write(_ value: LookupValue) {
    switch value {
    case .text(let text):
      control(MMDBItem.Kind.text, text.utf8.count)
      bytes += text.utf8
    case .double(let number):
      control(MMDBItem.Kind.double, 8)
      append(UInt128(number.bitPattern), 8)
    case .float(let number):
      control(MMDBItem.Kind.float, 4)
      append(UInt128(number.bitPattern), 4)
    case .bytes(let content):
      control(MMDBItem.Kind.bytes, content.count)
      bytes += content
    case .unsigned(let number, let bits):
      let count = (128 - number.leadingZeroBitCount + 7) / 8
      control(MMDBEncoder.kind(bits: bits), count)
      append(number, count)
    case .signed(let number):
      control(MMDBItem.Kind.int32, 4)
      append(UInt128(UInt32(bitPattern: number)), 4)
    case .boolean(let flag): control(MMDBItem.Kind.boolean, flag ? 1 : 0)
    case .map(let members):
      control(MMDBItem.Kind.map, members.count)
      for member in members {
        writeInside(.text(member.key))
        writeInside(member.value)
      }
    case .list(let items):
      control(MMDBItem.Kind.list, items.count)
      for item in items { writeInside(item) }
    }
  }

  private mutating func writeInside(_ value: LookupValue) {
    guard sharesValues, MMDBEncoder.isWorthAPointer(value) else { return write(value) }
    if let offset = offsets[value] { return pointer(to: offset) }
    offsets[value] = bytes.count
    write(value)
  }

  /// A pointer takes up to 5 bytes, and reading it costs a jump.
  private static func isWorthAPointer(_ value: LookupValue) -> Bool {
    switch value {
    case .text(let text): text.utf8.count > 4
    case .bytes(let content): content.count > 4
    case .map(let members): !members.isEmpty
    case .list(let items): !items.isEmpty
    default: false
    }
  }

  private static func kind(bits: UInt8) -> UInt8 {
    switch bits {
    case 16: MMDBItem.Kind.uint16
    case 32: MMDBItem.Kind.uint32
    case 64: MMDBItem.Kind.uint64
    default: MMDBItem.Kind.uint128
    }
  }

  private mutating func control(_ kind: UInt8, _ size: Int) {
    let (first, rest) =
      size < 29
      ? (size, 0) : size < 285 ? (29, 1) : size < 65_821 ? (30, 2) : (31, 3)
    let bits = UInt8(truncatingIfNeeded: first)
    if kind > 7 {
      bytes.append(bits)
      bytes.append(kind - 7)
    } else {
      bytes.append(kind << 5 | bits)
    }
    let base = [0, 29, 285, 65_821][rest]
    if rest > 0 { append(UInt128(size - base), rest) }
  }

  private mutating func pointer(to offset: Int) {
    let kind = MMDBItem.Kind.pointer << 5
    let (width, base) =
      offset < 2048
      ? (0, 0) : offset < 526_336 ? (1, 2048) : offset < 134_744_064 ? (2, 526_336) : (3, 0)
    let value = UInt128(offset - base)
    let high = width == 3 ? 0 : UInt8(truncatingIfNeeded: value >> UInt128(8 * (width + 1)))
    bytes.append(kind | UInt8(width) << 3 | high)
    append(value, width + 1)
  }

  /// The last `count` bytes of a number, the highest first.
  private mutating func append(_ number: UInt128, _ count: Int) {
    for place in (0..<count).reversed() {
      bytes.append(UInt8(truncatingIfNeeded: number >> UInt128(8 * place)))
    }
  }
}
