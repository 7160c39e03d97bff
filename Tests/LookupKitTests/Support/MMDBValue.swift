/// A value for `MMDBWriter`, encoded as the specification says, or wrongly on purpose.
indirect enum MMDBValue {
  case text(String)
  case double(Double)
  case float(Float)
  case bytes([UInt8])
  case uint16(UInt16)
  case uint32(UInt32)
  case int32(Int32)
  case uint64(UInt64)
  case uint128(high: UInt64, low: UInt64)
  case boolean(Bool)
  case map([(String, MMDBValue)])
  case list([MMDBValue])
  /// A pointer to an offset of the data section, of 0 to 3 bytes more than the smallest.
  case pointer(Int, width: Int)
  /// Bytes as they are.
  case raw([UInt8])

  var encoded: [UInt8] {
    switch self {
    case .text(let text): MMDBValue.header(2, text.utf8.count) + Array(text.utf8)
    case .double(let value): MMDBValue.header(3, 8) + MMDBValue.digits(value.bitPattern, 8)
    case .float(let value):
      MMDBValue.header(15, 4) + MMDBValue.digits(UInt64(value.bitPattern), 4)
    case .bytes(let bytes): MMDBValue.header(4, bytes.count) + bytes
    case .uint16(let value): MMDBValue.number(5, UInt64(value))
    case .uint32(let value): MMDBValue.number(6, UInt64(value))
    case .uint64(let value): MMDBValue.number(9, value)
    case .int32(let value):
      value < 0
        ? MMDBValue.header(8, 4) + MMDBValue.digits(UInt64(UInt32(bitPattern: value)), 4)
        : MMDBValue.number(8, UInt64(value))
    case .uint128(let high, let low):
      MMDBValue.header(10, 16) + MMDBValue.digits(high, 8) + MMDBValue.digits(low, 8)
    case .boolean(let value): MMDBValue.header(14, value ? 1 : 0)
    case .map(let pairs):
      pairs.reduce(into: MMDBValue.header(7, pairs.count)) {
        $0 += MMDBValue.text($1.0).encoded + $1.1.encoded
      }
    case .list(let values):
      values.reduce(into: MMDBValue.header(11, values.count)) { $0 += $1.encoded }
    case .pointer(let target, let width): MMDBValue.pointerBytes(target, width)
    case .raw(let bytes): bytes
    }
  }

  static func header(_ kind: UInt8, _ size: Int) -> [UInt8] {
    let (low, more): (UInt8, [UInt8]) =
      switch size {
      case ..<29: (UInt8(size), [])
      case ..<285: (29, digits(UInt64(size - 29), 1))
      case ..<65_821: (30, digits(UInt64(size - 285), 2))
      default: (31, digits(UInt64(size - 65_821), 3))
      }
    return (kind < 8 ? [kind << 5 | low] : [low, kind - 7]) + more
  }

  static func digits(_ value: UInt64, _ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: value >> UInt64((count - 1 - $0) * 8)) }
  }

  private static func number(_ kind: UInt8, _ value: UInt64) -> [UInt8] {
    let count = (71 - value.leadingZeroBitCount) / 8
    return header(kind, count) + digits(value, count)
  }

  private static func pointerBytes(_ target: Int, _ width: Int) -> [UInt8] {
    let rest = target - [0, 2_048, 526_336, 0][width]
    let high = width == 3 ? 0 : UInt8(rest >> ((width + 1) * 8))
    return [1 << 5 | UInt8(width) << 3 | high] + digits(UInt64(rest), width + 1)
  }
}
