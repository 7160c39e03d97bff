public import StageKit

/// Where the time of a run went.
public struct RunProfile: Sendable, Equatable {
  /// A source, format, stage or sink.
  public struct Part: Sendable, Equatable {
    /// What a part does in the pipeline.
    public enum Kind: String, Sendable { case source, format, stage, sink }

    public var kind: Kind
    /// The id of the source, stage or sink that it is, or is part of.
    public var id: String
    /// The plugin.
    public var use: String
    /// Lines of a source and its format; events that came to others.
    public var events: UInt64
    /// On all threads together: work of formats and stages; for sources and sinks by the clock, with
    /// what they waited for.
    public var nanoseconds: UInt64
    /// Read, or made; nil for stages.
    public var bytes: UInt64?
    /// What a stage counted: caches, limits.
    public var counters: [StageCounter] = []
  }

  /// Threads that worked on slices.
  public var workers: Int
  /// From the first to the last of its threads.
  public var nanoseconds: UInt64
  /// Sources with their formats, stages and sinks, in the order of the plan.
  public var parts: [Part] = []
}
