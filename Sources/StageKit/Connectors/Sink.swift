/// Where rows go.
public protocol Sink: Sendable {
  static var spec: Spec { get }
  /// Whether rows come as bytes of a format.
  static var takesFormat: Bool { get }

  init(_ setup: Setup) throws(Findings)

  /// Whether rows come to be seen only when their names are given, so that a run that is killed
  /// and goes on later doubles nothing.
  var isRepeatable: Bool { get }

  /// Whether single rows may be refused for good; they become failed events then.
  var canRefuse: Bool { get }

  /// Opens the target.
  ///
  /// Errors: a `Failure` of class `sink` that names the target and the reason.
  func open(_ run: SinkRun) throws(Failure) -> any SinkWriter
}

extension Sink {
  public static var takesFormat: Bool { true }
  public var isRepeatable: Bool { false }
  public var canRefuse: Bool { false }
}

/// An open target: one thread at a time writes to it, whole rows in order.
public protocol SinkWriter: AnyObject, Sendable {
  /// Takes rows with their line ends.
  ///
  /// Errors: a `Failure` of class `sink` that names the target and the reason.
  func write(_ rows: UnsafeRawBufferPointer) throws(Failure)

  /// Takes rows for one of the targets that a path with expressions means; `name` is what the path
  /// came to, its placeholders as bytes 1 and 2.
  func write(
    _ rows: UnsafeRawBufferPointer, to name: UnsafeRawBufferPointer
  ) throws(Failure)

  /// Counts rows that come without bytes; for sinks without a format.
  func count(rows: UInt64) throws(Failure)

  /// Brings what was written to where a reader sees it; called when nothing waits, too.
  func flush() throws(Failure)

  /// Brings all rows to where they are safe, so that only names are missing: `publish` can hardly
  /// fail any more. Rows that come later begin a new target.
  func prepare() throws(Failure) -> [PendingName]

  /// The run ends well: what comes with the next `prepare` is the last.
  func endWell() throws(Failure)

  /// Gives what was prepared its names.
  func publish() throws(Failure)

  /// Ends the target badly: what has no name yet never gets one.
  func abort()

  /// Rows that the target has taken for good, by its own count.
  var confirmed: UInt64 { get }

  /// The rows that were refused since the last call; for sinks of which `canRefuse` is true.
  func takeRefusals() -> [RowRefusal]

  /// Rows of which it is known what became of them, all before that many; asked of the same sinks.
  var settled: UInt64 { get }

  /// The number of the next part, from 1.
  var nextPart: Int { get }
}

extension SinkWriter {
  public func count(rows: UInt64) throws(Failure) {}
  public func endWell() throws(Failure) {}
  public func publish() throws(Failure) {}
  public func takeRefusals() -> [RowRefusal] { [] }
  public var settled: UInt64 { confirmed }
  public var nextPart: Int { 1 }
}
