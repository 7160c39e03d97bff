import StageKit

extension Grammar {
  static let run = Keys(
    [
      Key("workers", .option(Limits.workers), "threads; else one a core"),
      Key(
        "memory", .option(Limits.memory), default: Limits.memory.shown(.integer(usual.memory)),
        "bytes of input that may be under way at once"),
      Key(
        "event_id", .words(EventIDs.self), default: usual.eventID.rawValue,
        "how events that bring no id get one"),
      Key(
        "on_error", .words(ErrorPolicy.self),
        default: usual.onError.rawValue,
        "what becomes of events at stages that do not say"),
      Key(
        "unrouted", .words(UnroutedPolicy.self), default: usual.unrouted.rawValue,
        "what becomes of events whose 'when' is not true at any sink"),
      Key(
        "order", .words(OutputOrder.self), default: usual.order.rawValue,
        "whether what comes out has the order of what went in"),
      Key(
        "flush", .word("line", or: Limits.flush),
        default: usual.flushMilliseconds.map { Limits.flush.shown(.integer($0)) },
        "how long whole lines of an input that trickles in may wait"),
      Key(
        "checkpoint", .pathOrKeys(checkpoint),
        "where the run notes how far it came, to go on from there"),
      Key(
        "stop_if_failed", .share,
        "the share of events that may fail: when more do, the run ends with 4"),
      Key(
        "shutdown_timeout", .option(Limits.shutdownTimeout),
        default: Limits.shutdownTimeout.shown(.integer(usual.shutdownTimeoutMilliseconds)),
        "how long what was read may take to be finished when the run is stopped"),
      Key("listen", .address, "where metrics and health are served"),
      Key(
        "tap", .option(.boolean), default: "\(usual.tap)",
        "whether 'richline tap' may see events on their way"),
    ])

  static let checkpoint = Keys([
    Key("path", .option(.path), required: true, "the folder of the notes"),
    Key(
      "every", .option(Limits.checkpointEvery),
      default: Limits.checkpointEvery.shown(.integer(usualCheckpoint.everyMilliseconds)),
      "after which time an epoch ends"),
    Key(
      "size", .option(Limits.checkpointSize),
      default: Limits.checkpointSize.shown(.integer(usualCheckpoint.size)),
      "after how much input it ends before that"),
  ])

  static let retry = Keys([
    Key(
      "times", .option(Limits.retryTimes),
      "how often; else until it works or the run is stopped"),
    Key(
      "wait", .option(Limits.retryWait),
      default: Limits.retryWait.shown(.integer(RetryOptions().waitMilliseconds)),
      "before the first repetition; later ones wait longer"),
  ])

  static let download = Keys([
    Key("user", .text, "the user, for MaxMind the number of the account"),
    Key("password", .text, "the password or licence key; never shown"),
    Key("sha256", .text, "the checksum: 64 hexadecimal digits, an address, or 'beside'"),
    Key("ca_file", .option(.path), "a file with the certificates to trust"),
    Key(
      "max_size", .option(Limits.downloadSize),
      default: Limits.downloadSize.shown(.integer(FetchRequest.usualSizeLimit)),
      "the largest file that is taken"),
    Key(
      "timeout", .option(Limits.downloadTimeout),
      default: Limits.downloadTimeout.shown(.integer(FetchRequest.usualTimeout)),
      "how long it may take"),
    Key("retry", .keys(retry), "how often it is tried again"),
  ])

  static let batch = Keys([
    Key("events", .option(Limits.batchEvents), "events at once at most"),
    Key("size", .option(Limits.batchSize), "bytes at once at most"),
    Key("wait", .option(Limits.batchWait), "how long the first event waits for others"),
  ])

  static let rotate = Keys([
    Key("size", .option(Limits.rotateSize), "after how many bytes"),
    Key("every", .option(Limits.rotateEvery), "after which time"),
  ])

  private static let usual = RunOptions()
  private static let usualCheckpoint = CheckpointOptions(path: "")
}
