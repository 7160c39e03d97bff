/// Where rows go.
public protocol Sink: Sendable {
  static var spec: Spec { get }
  /// Whether rows come as bytes of a format.
  static var takesFormat: Bool { get }

  init(_ setup: Setup) throws(Findings)

  /// Opens the target.
  ///
  /// Errors: a `Failure` of class `sink` that names the target and the reason.
  func open() throws(Failure) -> any SinkWriter
}

extension Sink {
  public static var takesFormat: Bool { true }
}

/// An open target: one thread at a time writes to it, whole rows in order.
public protocol SinkWriter: AnyObject, Sendable {
  /// Takes rows with their line ends.
  ///
  /// Errors: a `Failure` of class `sink` that names the target and the reason.
  func write(_ rows: UnsafeRawBufferPointer) throws(Failure)

  /// Takes bytes that are no rows: a heading.
  func writePreamble(_ bytes: UnsafeRawBufferPointer) throws(Failure)

  /// Counts rows that come without bytes; for sinks without a format.
  func count(rows: UInt64) throws(Failure)

  /// Brings what was written to where a reader sees it.
  func flush() throws(Failure)

  /// Writes everything out, so that `finish` of all targets can hardly fail any more.
  func prepareToFinish() throws(Failure)

  /// Ends the target well: what was written stands under its final name.
  func finish() throws(Failure)

  /// Ends the target badly: nothing stands under its final name.
  func abort()

  /// Rows that the target has taken for good, by its own count.
  var confirmed: UInt64 { get }
}

extension SinkWriter {
  public func count(rows: UInt64) throws(Failure) {}
  public func prepareToFinish() throws(Failure) { try flush() }
}
