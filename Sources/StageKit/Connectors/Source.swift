/// Where records come from.
public protocol Source: Sendable {
  static var spec: Spec { get }

  init(_ setup: Setup) throws(Findings)

  /// Whether the input goes on until somebody stops it; what was read is then finished and kept.
  var isEndless: Bool { get }

  /// Whether a run that was killed can read the same bytes again: files can, pipes cannot.
  var isRepeatable: Bool { get }

  /// The bytes of all inputs together, as they are stored; nil when nobody knows.
  var size: UInt64? { get }

  /// The inputs in the order in which they are read, for sources that know them all at once.
  ///
  /// Errors: a `Failure` of class `input` when the list cannot be made, or nothing is there.
  func inputs() throws(Failure) -> [any ByteInput]

  /// The inputs as a run reads them.
  ///
  /// Errors: as `inputs`.
  func feed(_ run: SourceRun) throws(Failure) -> any InputFeed
}

extension Source {
  public var isRepeatable: Bool { false }
  public var size: UInt64? { nil }
  public func inputs() throws(Failure) -> [any ByteInput] { [] }

  public func feed(_ run: SourceRun) throws(Failure) -> any InputFeed {
    ListFeed(try inputs(), after: run.past)
  }
}

/// One input of a source: a file, a pipe.
public protocol ByteInput: Sendable {
  /// As messages and failed events name it.
  var name: String { get }

  func open() throws(Failure) -> any ByteStream
}

/// The bytes of an open input.
public protocol ByteStream: AnyObject {
  /// Reads some bytes; 0 at the end.
  ///
  /// Errors: a `Failure` of class `input`; what was read before stays good.
  func read(into room: UnsafeMutableRawBufferPointer) throws(Failure) -> Int

  /// Waits until bytes can be read; false when the time is over before.
  func wait(milliseconds: Int) -> Bool

  /// Whether bytes may come later, as those of pipes and of files that grow: lines that are there are
  /// then not held back until a block is full. What never lets wait is cut by its bytes alone, however
  /// slow the machine is.
  var letsWait: Bool { get }

  /// Whether reading costs so much that a thread of its own pays, as unpacking does; the stream never
  /// lets wait then.
  var isWorthAThread: Bool { get }

  /// What to wait for when `wait` gave nothing.
  var wakeUp: WakeUp { get }

  func close()

  /// Bytes that were taken of the input so far, as they are stored: packed ones count packed.
  var consumed: UInt64 { get }

  /// What tells the input from others when it is read again; nil for what cannot be read again.
  var identity: InputIdentity? { get }

  /// Whether the content is that of a mark, so that reading may go on behind it.
  func isContinued(from mark: InputMark) -> Bool

  /// Goes to a place of the unpacked content without reading what is before it; false when only
  /// reading leads there.
  func seek(to offset: UInt64) -> Bool
}

extension ByteStream {
  public var consumed: UInt64 { 0 }
  public var letsWait: Bool { true }
  public var isWorthAThread: Bool { false }
  public var wakeUp: WakeUp { WakeUp() }
  public var identity: InputIdentity? { nil }
  public func isContinued(from mark: InputMark) -> Bool { false }
  public func seek(to offset: UInt64) -> Bool { false }
}
