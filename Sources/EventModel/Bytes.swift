/// A run of bytes that somebody else owns: a segment of input, an arena, a lookup, a constant.
///
/// Shape: valid as long as its owner; at least `Bytes.slack` bytes behind the end can be read, so
/// that kernels may load whole groups.
public struct Bytes: @unchecked Sendable, BitwiseCopyable {
  // Sendable: the bytes behind are never written once a `Bytes` shows them.

  /// Bytes behind the end of every run that may be read, never interpreted.
  public static let slack = 64

  /// Where the first byte stands.
  public let start: UnsafePointer<UInt8>
  public let count: Int

  /// Makes the run of `count` bytes from a place on, whose owner outlives it.
  public init(_ start: UnsafePointer<UInt8>, _ count: Int) {
    self.start = start
    self.count = count
  }

  /// The empty run.
  public static let empty = Bytes.constant("")

  /// A run that lives as long as the program.
  ///
  /// Cost: one allocation that is never freed; for constants and for values of a configuration.
  public static func constant(_ text: String) -> Bytes {
    var copy = text
    return copy.withUTF8 { Bytes.permanentCopy(of: UnsafeRawBufferPointer($0)) }
  }

  /// A copy that lives as long as the program.
  public static func permanentCopy(of raw: UnsafeRawBufferPointer) -> Bytes {
    let memory = UnsafeMutablePointer<UInt8>.allocate(capacity: raw.count + slack)
    memory.initialize(repeating: 0, count: raw.count + slack)
    if let base = raw.baseAddress {
      UnsafeMutableRawPointer(memory).copyMemory(from: base, byteCount: raw.count)
    }
    return Bytes(memory, raw.count)
  }

  /// Whether it has no byte.
  public var isEmpty: Bool { count == 0 }
  public var end: UnsafePointer<UInt8> { start + count }
  /// The same bytes for functions that take raw buffers.
  public var buffer: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: start, count: count) }

  /// The byte at a place from 0; the caller has looked at `count`.
  public subscript(_ index: Int) -> UInt8 { start[index] }

  /// The bytes from `from` up to, not including, `to`; the caller keeps both within the run.
  public func slice(_ from: Int, _ to: Int) -> Bytes { Bytes(start + from, to - from) }

  /// The run behind the first `n` bytes; there are that many.
  public func dropFirst(_ n: Int) -> Bytes { Bytes(start + n, count - n) }
  /// The run before the last `n` bytes; there are that many.
  public func dropLast(_ n: Int) -> Bytes { Bytes(start, count - n) }
  /// The first `n` bytes, or all when there are fewer.
  public func prefix(_ n: Int) -> Bytes { Bytes(start, min(n, count)) }

  /// The bytes as Swift text; broken UTF-8 becomes U+FFFD. For messages and tests, not for events.
  public var string: String { String(decoding: buffer, as: UTF8.self) }
}
