/// An event, record or input that was given up on, as a failed sink writes it.
public struct FailedEvent {
  /// Milliseconds since 1970.
  public var at: Int64
  /// The pipeline file and a hash of it.
  public var pipeline: String
  /// The component that gave up, and the plugin that it is.
  public var id: String
  /// The plugin of the component.
  public var use: String
  /// What the pipeline file says about the component; nil when it says nothing.
  public var about: String?
  /// Why it was given up, with messages for people.
  public var failure: Failure
  /// The id of the source that the record came from.
  public var sourceID: String
  /// The name of the input that the record came from.
  public var inputName: String
  /// Nil for an input that could not be read.
  public var line: UInt64?
  /// The header line that the record was read under; nil when there was none.
  public var context: String?
  /// Which part of the record it is, from 1, of how many; nil when the record made one event.
  public var part: (number: Int, of: Int)?
  /// Which piece of that event it is, for each stage that split it, from the first one on.
  public var pieces: [(number: Int, of: Int)] = []
  /// Sinks that are still owed the event.
  public var owed: [String]
  /// How often it was tried.
  public var attempts = 1
  /// Versions of the lookups in force.
  public var lookups: [(name: String, version: String)]
  /// The fields as far as it got.
  public var event: [(field: Field, value: Slot)]
  /// The original bytes; the first 64 KiB of a record that is too large.
  public var raw: Bytes?
  /// Length and SHA-256 of the whole record, when `raw` holds only its beginning.
  public var whole: (length: UInt64, sha256: String)?

  /// Makes a failed event without what is told of it later: owed sinks, lookups, fields.
  public init(
    at: Int64, pipeline: String, id: String, use: String, failure: Failure, sourceID: String,
    inputName: String, line: UInt64? = nil
  ) {
    self.at = at
    self.pipeline = pipeline
    self.id = id
    self.use = use
    self.failure = failure
    self.sourceID = sourceID
    self.inputName = inputName
    self.line = line
    owed = []
    lookups = []
    event = []
  }
}

/// Writes failed events.
public protocol FailedEncoder: AnyObject {
  func encode(_ failed: FailedEvent, into buffer: OutputBuffer)
}
