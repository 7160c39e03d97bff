/// What a sink must know of the run that it is opened for.
public struct SinkRun: Sendable {
  /// What `{run}` stands for: the time at which the run began, as `2026-11-21-23-12-24`.
  public var id = ""
  /// What `{part}` stands for first.
  public var firstPart = 1
  /// Bytes that stand before the first row of each target.
  public var preamble: [UInt8] = []
  /// When a part ends and the next one begins.
  public var rotation = Rotation()
  /// Files that are open at once at most; the one that was used least lately closes its part.
  public var maxOpen = 64
  /// Whether names are given at checkpoints only, and hidden files outlive the program.
  public var isCheckpointed = false
  /// What a refusal that may pass is answered with.
  public var patience = Patience.none
  /// Waits so many milliseconds, and tells why unless that is nil; false when the run is over.
  public typealias Pause = @Sendable (_ milliseconds: Int, _ reason: String?) -> Bool
  /// For targets that cannot be opened yet; without a run around it they are not waited for.
  public var pause: Pause = { _, _ in false }
  /// Threads that take work off the sink's hands.
  public var crew: any Crew = OwnThread()
  /// Hears of every hidden file before it is made, so that a later run can remove it.
  public var willMake: @Sendable (_ hidden: String) throws(Failure) -> Void = {
    _ throws(Failure) in
  }

  /// Makes a run without checkpoints whose parts never end.
  public init() {}
}

/// When a part ends and the next one begins.
public struct Rotation: Sendable, Equatable {
  /// In bytes as they are written; nil: never for its size.
  public var size: Int?
  /// In milliseconds since the part was begun; nil: never for its age.
  public var every: Int?

  /// Makes a rotation by bytes, by milliseconds, by both or by none.
  public init(size: Int? = nil, every: Int? = nil) {
    self.size = size
    self.every = every
  }
}
