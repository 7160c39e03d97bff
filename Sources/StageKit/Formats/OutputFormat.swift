/// How events become the rows of a sink.
public protocol OutputFormat: Sendable {
  static var spec: Spec { get }
  /// Which fields it writes.
  static var columns: ColumnPolicy { get }

  init(_ setup: Setup) throws(Findings)

  /// An encoder for one worker.
  func makeEncoder() -> any RowEncoder

  /// An encoder of failed events; nil for formats that write good ones.
  func makeFailedEncoder() -> (any FailedEncoder)?

  /// Looks for rows that must not be written, for one worker; nil when every row will do.
  func makeCheck() -> (any RowCheck)?

  /// Bytes that stand before the first row of a target.
  var preamble: [UInt8] { get }
}

extension OutputFormat {
  public func makeFailedEncoder() -> (any FailedEncoder)? { nil }
  public func makeCheck() -> (any RowCheck)? { nil }
  public var preamble: [UInt8] { [] }
}

/// Which fields an output format writes.
public enum ColumnPolicy: Sendable {
  /// All that are there, less `only` and `except` of the sink.
  case available
  /// All that are there, and those made on demand that an option of the format names.
  case availableAnd(String)
  /// Snowplow's 131 columns.
  case snowplow
  /// Those that an option of the format names.
  case option(String)
  /// None: it writes failed events.
  case failedEvents
}

/// Writes rows; one for each worker.
public protocol RowEncoder: AnyObject {
  /// Appends one row, with its line end, for each event.
  func encode(_ rows: EncodedRows, into buffer: OutputBuffer)
}

/// Looks for rows that a sink must not write; one for each worker.
public protocol RowCheck: AnyObject {
  /// The rows that fail at the edge of the sink, each once, and why.
  ///
  /// Cost: every row of the sink comes here; an empty list must not allocate.
  func failures(_ rows: EncodedRows) -> [RowFailure]
}

/// What an encoder sees: the columns of `Setup.writtenFields`, in that order.
public struct EncodedRows {
  /// The rows of the slice that are to be written.
  public let rows: Selection
  let columns: UnsafePointer<UnsafeMutablePointer<Slot>>
  /// JSON remainders of the input's own keys, by row; nil when there are none.
  public let others: UnsafePointer<Slot>?

  package init(
    rows: Selection, columns: UnsafePointer<UnsafeMutablePointer<Slot>>,
    others: UnsafePointer<Slot>?
  ) {
    self.rows = rows
    self.columns = columns
    self.others = others
  }

  /// The values of a written field, by row.
  public subscript(_ field: Int) -> UnsafePointer<Slot> { UnsafePointer(columns[field]) }
}
