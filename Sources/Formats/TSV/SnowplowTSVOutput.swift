public import StageKit

/// Snowplow's enriched events: 131 columns with tabs between them, no header.
///
/// Source: Snowplow Enrich, fact sheet 1.1 to 1.3.
public struct SnowplowTSVOutput: OutputFormat {
  public static let spec = Spec(
    "snowplow_tsv", "Snowplow's enriched events: 131 columns with tabs between them, no header",
    notes: """
      The line that Snowplow's loaders and analytics SDKs read: 131 columns in their fixed order, \
      an empty field for no value, so that every line has 130 tabs. Booleans are `1` and `0`, \
      timestamps `yyyy-MM-dd HH:mm:ss.SSS` in UTC, `geo_latitude` and `geo_longitude` have the \
      digits of a 32-bit float, decimals keep theirs. `contexts`, `unstruct_event` and \
      `derived_contexts` are compact JSON; the entities of the stage that ran last come first.

      Fields that are no columns of Snowplow's are not written, nor are the input's other keys. \
      No value can break a line: a tab in a text becomes four blanks, other ASCII control \
      characters are left out.
      """,
    example: "format: snowplow_tsv")

  public static let columns = ColumnPolicy.snowplow

  private let width: Int

  public init(_ setup: Setup) throws(Findings) { width = setup.writtenFields.count }

  public func makeEncoder() -> any RowEncoder { TSVEncoder(width: width) }
}
