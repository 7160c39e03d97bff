public import StageKit

/// Snowplow's enriched events: 131 columns with tabs between them, no header.
///
/// Source: Snowplow Enrich, fact sheet 1.1 to 1.3.
public struct SnowplowTSVOutput: OutputFormat {
  static let tooLong = TooLongTexts.outputOption
  static let limits = Option<ColumnLengths>(
    "limits", "other limits than those of [Snowplow's columns](../fields.md): `page_url: 4096`",
    default: ColumnLengths())

  public static let spec = Spec(
    "snowplow_tsv", "Snowplow's enriched events: 131 columns with tabs between them, no header",
    tooLong, limits,
    notes: """
      The line that Snowplow's loaders and analytics SDKs read: 131 columns in their fixed order, \
      an empty field for no value, so that every line has 130 tabs. Booleans are `1` and `0`, \
      timestamps `yyyy-MM-dd HH:mm:ss.SSS` in UTC, `geo_latitude` and `geo_longitude` have the \
      digits of a 32-bit float, decimals keep theirs. `contexts`, `unstruct_event` and \
      `derived_contexts` are compact JSON; the entities of the stage that ran last come first.

      Fields that are no columns of Snowplow's are not written, nor are the input's other keys. \
      No value can break a line: a tab in a text becomes four blanks, other ASCII control \
      characters are left out.

      **Lengths.** Texts of 84 columns have a longest length, in UTF-16 code units. An event with a \
      longer one fails at this sink (class `invalid`, all such columns together) and goes to the \
      failed sinks; other sinks still get it. Texts are never cut. With `too_long: keep` it is \
      written as it is. Formats that read tracker events check the lengths of what they read by \
      an option of the same name; where `limits` are to be higher than Snowplow's, write \
      `too_long: keep` there.
      """,
    example: "format: snowplow_tsv")

  public static let columns = ColumnPolicy.snowplow

  private let width: Int
  private let lengths: [(place: Int, limit: ColumnLimit)]

  public init(_ setup: Setup) throws(Findings) {
    width = setup.writtenFields.count
    let stated = setup[SnowplowTSVOutput.limits].members
    let unknown = stated.filter { SnowplowFields.named($0.name)?.limit == nil }
    guard unknown.isEmpty else {
      throw Findings(unknown.map { SnowplowTSVOutput.finding($0.name, setup) })
    }
    guard setup[SnowplowTSVOutput.tooLong] == .fail else {
      lengths = []
      return
    }
    lengths = SnowplowFields.all.enumerated().compactMap { place, field in
      guard let limit = field.limit else { return nil }
      let own = stated.last { $0.name == field.name }?.limit
      return (place, ColumnLimit(column: field.name, limit: own ?? limit))
    }
  }

  private static func finding(_ name: String, _ setup: Setup) -> Finding {
    let known = SnowplowFields.all.filter { $0.limit != nil }.map(\.name)
    let near = Suggestion.didYouMean(name, of: known)
    return setup.finding(
      "limits", "no-limit", "'\(name)' is no column of Snowplow's with a limit",
      help: [near ?? "Docs/Reference/fields.md lists the columns and their limits"])
  }

  public func makeCheck() -> (any RowCheck)? { lengths.isEmpty ? nil : LengthCheck(lengths) }

  public func makeEncoder() -> any RowEncoder { TSVEncoder(width: width) }
}
