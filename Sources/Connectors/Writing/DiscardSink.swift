public import StageKit

/// Counts events and drops them.
public struct DiscardSink: Sink {
  public static let takesFormat = false
  public static let spec = Spec(
    "discard", "counts events and drops them",
    notes: "For measuring, and for branches of which only the counts matter.",
    example: "use: discard")

  public init(_ setup: Setup) throws(Findings) {}

  /// Nothing is ever seen of its rows.
  public var isRepeatable: Bool { true }

  public func open(_ run: SinkRun) throws(Failure) -> any SinkWriter { DiscardWriter() }
}
