import FileSystem
public import StageKit

/// Reads what comes on the standard input, packed by gzip or zstd or not.
///
/// Errors: an input that nobody opened, as `<&-` leaves it, is a failure and not an empty input.
public struct StdinSource: Source {
  public static let spec = Spec(
    "stdin", "reads the standard input",
    notes: """
      The input is endless: when the run is stopped, what was read is finished and kept. gzip
      and zstd are known by their first bytes (`1f 8b`, `28 b5 2f fd`).
      """,
    example: """
      use: stdin
      format: combined
      """)

  private let input: StdinInput

  public init(_ setup: Setup) throws(Findings) {
    input = StdinInput(descriptor: Descriptor.stdin)
  }

  public var isEndless: Bool { true }
  public func inputs() throws(Failure) -> [any ByteInput] { [input] }
}
