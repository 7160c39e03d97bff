package import StageKit

/// Says which events are followed through the stages, and gets what was seen of them.
package protocol TraceDesk: AnyObject, Sendable {
  /// Whether it is noted what sinks write.
  var notesRows: Bool { get }

  /// Whether the secrets of the pipeline are left out of values; messages never have them.
  var hidesSecrets: Bool { get }

  /// Which of the rows of a slice are followed; asked by the workers, several at a time.
  ///
  /// Cost: of a run that nobody looks at, this is all: once a slice.
  func choose(of rows: Int) -> Selection

  /// Whether records of which nothing came are told of.
  var followsFailures: Bool { get }

  /// The followed events of a ticket, in the order of the input; called for each ticket, by the
  /// workers, so that tickets may overtake each other.
  func take(_ events: [TracedEvent], ticket: UInt64)
}
