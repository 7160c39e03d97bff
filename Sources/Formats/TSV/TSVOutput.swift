public import StageKit

/// Chosen fields with tabs between them, one event a line.
public struct TSVOutput: OutputFormat {
  static let names = Option<[String]>(
    "columns", "fields to write, in this order", type: .list(.field))
  static let header = Option<Bool>(
    "header", "whether the first line of each target names the columns", default: false)

  public static let spec = Spec(
    "tsv", "chosen fields with tabs between them, one event a line", names, header,
    notes: """
      Values have the form that Snowplow's own lines give them: no value is an empty field, \
      booleans are `1` and `0`, timestamps `yyyy-MM-dd HH:mm:ss.SSS` in UTC, decimals keep their \
      digits, JSON and entities are compact JSON.

      No value can break a line: a tab in a text becomes four blanks, other ASCII control \
      characters are left out.
      """,
    example: """
      format: { use: tsv, columns: [collector_tstamp, page_url, geo_country], header: true }
      """)

  public static let columns = ColumnPolicy.option("columns")

  public let preamble: [UInt8]
  private let width: Int

  public init(_ setup: Setup) throws(Findings) {
    let fields = setup.writtenFields.map(\.name)
    guard !fields.isEmpty else {
      throw [
        setup.finding(
          "columns", "no-columns", "option 'columns' names no field",
          help: ["list the fields to write: columns: [page_url, geo_country]"])
      ]
    }
    width = fields.count
    preamble = setup[TSVOutput.header] ? Array((fields.joined(separator: "\t") + "\n").utf8) : []
  }

  public func makeEncoder() -> any RowEncoder { TSVEncoder(width: width) }
}
