import EventModel

/// One value while an expression runs: 16 bytes, no owner.
///
/// Shape: texts and their like point at bytes, lists and maps at values that live as long as the
/// slice or the program. Errors are values, so that `&&` and `||` can leave them behind.
struct Value: BitwiseCopyable, @unchecked Sendable {
  // Sendable: what `bits` may point at is never written while a value shows it.

  enum Kind: UInt8, BitwiseCopyable {
    /// No value: an empty field, JSON's null.
    case null
    /// The error of an operation that was given null.
    case missing
    case error
    case boolean, integer, unsigned, double, decimal, text, bytes, timestamp, duration
    case list, map
    /// An object or array as compact JSON text.
    case json
    case type, address, network, url
    /// A row of a table: its number, and in `count` the place of the table.
    case row
  }

  let bits: UInt64
  let count: UInt32
  let kind: Kind

  static let null = Value(bits: 0, count: 0, kind: .null)
  static let missing = Value(bits: 0, count: 0, kind: .missing)

  static func boolean(_ value: Bool) -> Value {
    Value(bits: value ? 1 : 0, count: 0, kind: .boolean)
  }

  static func integer(_ value: Int64) -> Value {
    Value(bits: UInt64(bitPattern: value), count: 0, kind: .integer)
  }

  static func integer(_ value: Int) -> Value { .integer(Int64(value)) }

  static func unsigned(_ value: UInt64) -> Value { Value(bits: value, count: 0, kind: .unsigned) }

  static func double(_ value: Double) -> Value {
    Value(bits: value.bitPattern, count: 0, kind: .double)
  }

  static func text(_ bytes: Bytes) -> Value { run(bytes, .text) }

  static func run(_ bytes: Bytes, _ kind: Kind) -> Value {
    Value(
      bits: UInt64(UInt(bitPattern: bytes.start)), count: UInt32(truncatingIfNeeded: bytes.count),
      kind: kind)
  }

  /// An error with a message that stands in the program.
  static func error(_ message: StaticString) -> Value {
    .run(Bytes(message.utf8Start, message.utf8CodeUnitCount), .error)
  }

  /// Whether it is an error of either sort.
  @inline(__always) var isFailed: Bool { kind == .missing || kind == .error }

  /// The bytes of a text, JSON, decimal, type, URL or error.
  @inline(__always) var bytes: Bytes {
    Bytes(UnsafePointer(bitPattern: UInt(bits)).unsafelyUnwrapped, Int(count))
  }

  var flag: Bool { bits != 0 }
  var integer: Int64 { Int64(bitPattern: bits) }
  var unsigned: UInt64 { bits }
  var double: Double { Double(bitPattern: bits) }

  var isNumber: Bool {
    kind == .integer || kind == .unsigned || kind == .double || kind == .decimal
  }
}
