private import CKernels

/// One value of one event: 16 bytes, no owner, no reference count.
///
/// Shape: texts point into memory that outlives the slice (input, arena, lookup, constant); numbers
/// stand in `bits`. All zero means empty, so that fresh columns are empty.
public struct Slot: @unchecked Sendable, BitwiseCopyable {
  // Sendable: what `bits` may point at is never written while a slot shows it.

  /// What a slot holds; `empty` is zero.
  public enum Kind: UInt8, Sendable, BitwiseCopyable {
    case empty = 0
    case text, integer, float, double, decimal, boolean, timestamp, json, entities
  }

  /// The number, or the address of the text or the first entity.
  public let bits: UInt64
  /// The count in the lower half, the kind above it: two whole words are copied in one go, three parts
  /// one by one.
  @usableFromInline let shape: UInt64

  /// Makes a slot of its three parts, which must fit one another.
  @inlinable public init(bits: UInt64, count: UInt32, kind: Kind) {
    self.bits = bits
    shape = UInt64(count) | UInt64(kind.rawValue) &<< 32
  }

  /// Beside the kind, whether a text is clean.
  @inlinable static var isCleanBit: UInt64 { 1 << 8 }

  @inlinable init(text bytes: Bytes, shape: UInt64) {
    bits = UInt64(UInt(bitPattern: bytes.start))
    self.shape = UInt64(UInt32(truncatingIfNeeded: bytes.count)) | shape &<< 32
  }

  /// The same value over a copy of its bytes.
  package func moved(to bytes: Bytes) -> Slot {
    Slot(text: bytes, shape: shape &>> 32)
  }

  /// The same text, marked as clean when it has no ASCII controls; any other value as it is.
  package var marked: Slot {
    guard kind == .text, ck_is_free_of_controls(bytes.start, bytes.count) != 0 else { return self }
    return .clean(bytes)
  }

  /// The length of a text in bytes; 0 for numbers.
  @inlinable public var count: UInt32 { UInt32(truncatingIfNeeded: shape) }

  /// What it holds.
  @inlinable public var kind: Kind {
    unsafeBitCast(UInt8(truncatingIfNeeded: shape &>> 32), to: Kind.self)
  }

  /// No value.
  @inlinable public static var empty: Slot { Slot(bits: 0, count: 0, kind: .empty) }

  /// A text, whose bytes must outlive the slice.
  @inlinable public static func text(_ bytes: Bytes) -> Slot { run(bytes, .text) }
  /// A text that holds neither tabs nor line ends, and no other ASCII controls nor 127 but where Snowplow
  /// leaves them, in the agent of a request: writers of rows need not look.
  @inlinable package static func clean(_ bytes: Bytes) -> Slot {
    Slot(text: bytes, shape: UInt64(Kind.text.rawValue) | isCleanBit)
  }

  /// JSON text that is known to be valid and compact.
  @inlinable public static func json(_ bytes: Bytes) -> Slot { run(bytes, .json) }
  /// A decimal number in the text form of the `decimal` type.
  @inlinable public static func decimal(_ bytes: Bytes) -> Slot { run(bytes, .decimal) }

  /// An integer of 64 bits.
  @inlinable public static func integer(_ value: Int64) -> Slot {
    Slot(bits: UInt64(bitPattern: value), count: 0, kind: .integer)
  }

  /// A number of 32 bits.
  @inlinable public static func float(_ value: Float) -> Slot {
    Slot(bits: UInt64(value.bitPattern), count: 0, kind: .float)
  }

  /// A number of 64 bits.
  @inlinable public static func double(_ value: Double) -> Slot {
    Slot(bits: value.bitPattern, count: 0, kind: .double)
  }

  /// A truth value.
  @inlinable public static func boolean(_ value: Bool) -> Slot {
    Slot(bits: value ? 1 : 0, count: 0, kind: .boolean)
  }

  /// Milliseconds since 1970-01-01T00:00:00Z.
  @inlinable public static func timestamp(_ milliseconds: Int64) -> Slot {
    Slot(bits: UInt64(bitPattern: milliseconds), count: 0, kind: .timestamp)
  }

  @inlinable static func run(_ bytes: Bytes, _ kind: Kind) -> Slot {
    Slot(
      bits: UInt64(UInt(bitPattern: bytes.start)), count: UInt32(truncatingIfNeeded: bytes.count),
      kind: kind)
  }
}

extension Slot {
  /// Whether it holds no value.
  @inlinable public var isEmpty: Bool { kind == .empty }

  /// The bytes of a text, decimal or JSON value; the caller has looked at `kind`.
  @inlinable public var bytes: Bytes {
    Bytes(UnsafePointer(bitPattern: UInt(bits)).unsafelyUnwrapped, Int(count))
  }

  /// The bytes of a text; nil when empty.
  @inlinable public var text: Bytes? {
    @inline(__always) get { kind == .text ? bytes : nil }
  }

  /// The value of an integer or timestamp; the caller has looked at `kind`.
  @inlinable public var integer: Int64 { Int64(bitPattern: bits) }
  /// The value of a float; the caller has looked at `kind`.
  @inlinable public var float: Float { Float(bitPattern: UInt32(truncatingIfNeeded: bits)) }
  /// The value of a double; the caller has looked at `kind`.
  @inlinable public var double: Double { Double(bitPattern: bits) }
  /// The value of a boolean; the caller has looked at `kind`.
  @inlinable public var boolean: Bool { bits != 0 }
}
