import FileSystem
public import StageKit

/// Writes to the standard output.
///
/// Errors: a reader that went away ends the run; what it had is a prefix of the output.
public struct StdoutSink: Sink {
  public static let spec = Spec(
    "stdout", "writes to the standard output",
    notes: """
      Rows leave when 64 KiB of them are there, and as soon as no more input waits. When a run
      fails, what was written is a prefix of the whole output.
      """,
    example: """
      use: stdout
      format: ndjson
      """)

  /// Asked for early: later another file may have got the number of a closed output.
  private let isThere: Bool

  public init(_ setup: Setup) throws(Findings) { isThere = Descriptor.isOpen(Descriptor.stdout) }

  public func open(_ run: SinkRun) throws(Failure) -> any SinkWriter {
    StopSignals.ignore()
    guard isThere else { throw Failure(.sink, "cannot write to stdout: it is closed") }
    return try DirectWriter(stdout: Descriptor.stdout, preamble: run.preamble)
  }
}
