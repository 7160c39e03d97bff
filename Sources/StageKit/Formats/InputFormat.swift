/// How records of a source become events.
public protocol InputFormat: Sendable {
  static var spec: Spec { get }
  /// Which keys of the input become fields beside the declared ones.
  static var claims: InputClaims { get }

  init(_ setup: Setup) throws(Findings)

  /// The first byte of lines that change how later lines are read; nil when there are none.
  var marker: UInt8? { get }

  /// Whether the first line of each input says how the others are read.
  var hasHeading: Bool { get }

  /// What a line that begins with `marker`, or the heading, changes; the result goes with every later block.
  func scan(_ line: Bytes, _ context: DecodeContext?) -> DecodeContext?

  /// Whether a line without a byte is a record, which the decoder gets, and not a blank line.
  var readsEmptyLines: Bool { get }

  /// A decoder for one worker.
  func makeDecoder() -> any RecordDecoder
}

extension InputFormat {
  public static var claims: InputClaims { .own }
  public var marker: UInt8? { nil }
  public var hasHeading: Bool { false }
  public var readsEmptyLines: Bool { false }
  public func scan(_ line: Bytes, _ context: DecodeContext?) -> DecodeContext? { context }
}

/// What earlier lines of an input say of how later ones are read; never changed once made.
open class DecodeContext: @unchecked Sendable {
  // Sendable: subclasses hold `let`s only, as the name of the class asks.

  /// The line that says it, which failed events bring along; empty when no line does.
  public final let line: String

  /// Makes the context of a header line; empty for none.
  public init(line: String = "") { self.line = line }
}

/// Which keys of the input become fields.
public enum InputClaims: Sendable {
  /// The fields that the format declares.
  case own
  /// Keys that have the names of Snowplow's columns, those of `fields:`, and a remainder.
  case keys
}

/// What became of a line.
public enum Decoded: Sendable {
  /// It was a record; its rows, one or more, were added.
  case events
  /// A record without events, on purpose.
  case nothing
  /// A line that is no record: a header.
  case header
}

/// Reads records into rows; one for each worker.
public protocol RecordDecoder: AnyObject {
  /// Begins with a block; `context` is what the lines before it in the input have set.
  func begin(_ context: DecodeContext?)

  /// Reads one line without its line end.
  ///
  /// Errors: a `Failure` gives the record up; rows that it added vanish.
  func decode(_ line: Bytes, _ rows: inout RowWriter) throws(Failure) -> Decoded
}
