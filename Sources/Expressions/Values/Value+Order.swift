import EventModel

#if canImport(Glibc)
  private import Glibc
#elseif canImport(Musl)
  private import Musl
#endif

/// How two values stand to each other.
enum Order {
  case less, equal, greater
  /// One of them is not a number.
  case none

  init<T: Comparable>(_ a: T, _ b: T) {
    self = a < b ? .less : a == b ? .equal : a > b ? .greater : .none
  }

  func holds(_ comparison: Comparison) -> Bool {
    switch comparison {
    case .equal: self == .equal
    case .notEqual: self != .equal
    case .less: self == .less
    case .lessOrEqual: self == .less || self == .equal
    case .greater: self == .greater
    case .greaterOrEqual: self == .greater || self == .equal
    }
  }
}

extension Value {
  /// The order of two values; nil when values of their types have none.
  func order(_ other: Value) -> Order? {
    switch (kind, other.kind) {
    case (.integer, .integer): return Order(integer, other.integer)
    case (.text, .text), (.bytes, .bytes):
      let (a, b) = (bytes, other.bytes)
      return a == b ? .equal : a < b ? .less : .greater
    case (.boolean, .boolean), (.unsigned, .unsigned): return Order(bits, other.bits)
    case (.timestamp, .timestamp), (.duration, .duration):
      return seconds == other.seconds ? Order(count, other.count) : Order(seconds, other.seconds)
    case (.integer, .unsigned): return integer < 0 ? .less : Order(bits, other.bits)
    case (.unsigned, .integer): return other.integer < 0 ? .greater : Order(bits, other.bits)
    default: return isNumber && other.isNumber ? Order(number, other.number) : nil
    }
  }

  /// A number of any type as double.
  var number: Double {
    switch kind {
    case .integer: Double(integer)
    case .unsigned: Double(unsigned)
    case .double: double
    case .decimal: Value.double(of: bytes)
    default: 0
    }
  }

  /// The value of a decimal text; its end is marked on a copy, for `strtod`.
  static func double(of digits: Bytes) -> Double {
    withUnsafeTemporaryAllocation(byteCount: digits.count + 1, alignment: 1) { copy in
      copy.copyMemory(from: digits.buffer)
      copy[digits.count] = 0
      return strtod(copy.baseAddress.unsafelyUnwrapped.assumingMemoryBound(to: CChar.self), nil)
    }
  }
}
