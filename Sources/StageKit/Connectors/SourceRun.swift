/// What a source must know of the run that reads it.
public struct SourceRun: Sendable {
  /// What `{run}` stands for, in the paths of sinks too.
  public var id = ""
  /// How far the inputs were read before.
  public var past: [InputMark] = []
  /// How long lines may wait for others, in milliseconds; 0: not at all.
  public var patience = 100

  /// Makes a run that goes on from nothing.
  public init() {}
}
