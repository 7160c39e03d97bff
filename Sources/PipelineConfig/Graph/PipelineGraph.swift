/// What takes from what in a pipeline, and which fields go that way.
public struct PipelineGraph: Sendable, Equatable {
  /// A source, stage or sink.
  public struct Part: Sendable, Equatable {
    /// What a part does in the pipeline.
    public enum Kind: String, Sendable {
      case source, stage, sink
      /// It takes failed events: no edge leads to it.
      case failedSink = "failed_sink"
    }

    /// The id of the component in the pipeline file.
    public let id: String
    public let kind: Kind
    /// The plugin.
    public let use: String
    /// The format of a source or sink; nil where there is none.
    public let format: String?
    /// What the pipeline file says of it; nil when it says nothing.
    public let about: String?
    /// As it is written; of a stage in groups also theirs, outer ones first.
    public let when: [String]
    /// The lookups that it asks, as the file names them; those that ship with the program too.
    public let lookups: [String]
    /// The fields that a stage or source makes; those that are made on demand only when somebody
    /// reads them.
    public let makes: [String]
    /// Whether it continues what stands above it, without a `from` of its own.
    public let isTrunk: Bool
  }

  /// One way from a part to the next.
  public struct Edge: Sendable, Equatable {
    /// Which fields go this way.
    public enum Extent: Sendable, Equatable {
      /// Those that are listed.
      case some
      /// All that get here, but these.
      case all(but: [String])
    }

    /// Places in `parts`.
    public let from: Int
    /// The place of the part that takes, in `parts`.
    public let to: Int
    /// What the next part reads or writes out of what comes this way.
    public let fields: [String]
    /// Whether other fields than `fields` go this way as well.
    public let extent: Extent

    package init(from: Int, to: Int, fields: [String], extent: Extent) {
      self.from = from
      self.to = to
      self.fields = fields
      self.extent = extent
    }
  }

  /// The name of the pipeline file.
  public let name: String
  /// Sources, stages and sinks, each in the order of the file.
  public let parts: [Part]
  /// The ways between the parts.
  public let edges: [Edge]
}
