public import StageKit

/// One JSON object a line.
public struct NDJSONOutput: OutputFormat {
  public static let spec = Spec(
    "ndjson", "one JSON object a line",
    notes: """
      An object of all fields that have a value, in the order of Snowplow's columns, then one's \
      own; an event with no value at all is `{}`. Numbers are unquoted and keep their digits, \
      booleans are `true` and `false`, timestamps RFC 3339 in UTC with milliseconds, JSON fields \
      stand as they are. Entities stand in the wrapper of Snowplow's contexts; those of the stage \
      that ran last come first.

      With `others: keep` at the source, the input's own keys follow behind the fields as they \
      came; a key that is also the name of a written field is left out there.

      Every line is valid JSON and UTF-8: broken bytes in a text become U+FFFD, and so do escapes \
      of lone surrogates in JSON fields. `NaN` and `Infinity` stand in quotes.
      """,
    example: "format: ndjson")

  public static let columns = ColumnPolicy.available

  private let fields: [Field]

  public init(_ setup: Setup) throws(Findings) { fields = setup.writtenFields }

  public func makeEncoder() -> any RowEncoder { NDJSONEncoder(fields) }
}
