public import StageKit

/// Reads lines of columns with tabs between them.
///
/// Shape: each line but the heading is exactly one event.
/// Errors: a line with another number of columns fails with class `parse`; values that do not fit their
/// fields, required ones that are missing and unknown columns fail with class `invalid`, all of them in
/// one failed event.
public struct TSVInput: InputFormat {
  static let columns = Option<[String]>.optional(
    "columns", "names of the columns, in order", alternative: "header")
  static let header = Option<Bool>(
    "header", "whether the first line of each input names the columns", default: false)
  static let quoting = Option<TSVQuoting>(
    "quoting", "how tabs and line ends in a value are written", default: .none)
  static let null = Option<[String]>(
    "null", "texts that stand for no value, beside the empty one", default: [])
  static let invalid = Option<String>(
    "invalid", "what becomes of a value that does not fit its field", default: "fail",
    type: .choice(["fail", "empty"]))

  public static let spec = Spec(
    "tsv", "columns with tabs between them, one event a line", columns, header, quoting, null,
    invalid,
    notes: """
      Columns that have the names of Snowplow's columns fill these fields. `fields` of the source adds \
      others: `name: column` or `name: { from: column, type: decimal, required: true }`. Types are read as \
      `ndjson` reads texts; what the `tsv` sink writes is read back as it was. `others` of the source says \
      what becomes of columns that no field claims: `keep`, `drop` or `fail`.

      With `header: true` the first line of each input names its columns, whose order may differ from one \
      input to the next; with `columns` too that line is passed over. A line with another number of \
      columns fails. At most 1,000 columns.

      | `quoting` | a value is |
      |---|---|
      | `none` | as it stands: no value holds a tab |
      | `double` | as it stands, or between double quotes, where a double quote is written twice |
      | `backslash` | without `\\\\t`, `\\\\n`, `\\\\r` and `\\\\\\\\`, which are a tab, line ends and a backslash |

      An event is a line in any case: in double quotes a value may hold tabs, but no line end. A text that \
      `null` lists is no value where it stands without quotes, before backslashes are read.
      """,
    example: """
      sources:
        - use: files
          path: orders/*.tsv
          format: { use: tsv, header: true, null: ['-'] }
          fields:
            shop: store
            revenue: { from: total, type: decimal, required: true }
      """)

  public static let claims = InputClaims.keys
  /// Columns of a line at most: as many as a table of lookups may have.
  static let mostColumns = 1000

  private let plan: TSVPlan
  /// What stands for the heading when the file says it.
  private let stated: TSVHeading?
  private let hasHeader: Bool

  public init(_ setup: Setup) throws(Findings) {
    plan = TSVPlan(setup)
    hasHeader = setup[TSVInput.header]
    stated = try TSVInput.columns(setup).map { [plan] in TSVHeading($0, plan, line: "") }
    if let failure = stated?.failure {
      throw [setup.finding("columns", "bad-value", failure.message)]
    }
    if stated == nil, !hasHeader {
      throw [
        setup.finding(
          nil, "missing-option", "the names of the columns are not known",
          help: ["write 'columns: [a, b]', or 'header: true' when the first line has them"])
      ]
    }
  }

  private static func columns(_ setup: Setup) throws(Findings) -> [Bytes]? {
    guard let names = setup[TSVInput.columns] else { return nil }
    guard !names.isEmpty, names.count <= TSVInput.mostColumns else {
      let why =
        names.isEmpty
        ? "option 'columns' names no column"
        : "'columns' has \(names.count) entries, and \(TSVInput.mostColumns) are the limit"
      throw [setup.finding("columns", "no-columns", why, help: ["list the columns in their order"])]
    }
    return names.map { Bytes.constant($0) }
  }

  public var hasHeading: Bool { hasHeader }

  public func scan(_ line: Bytes, _ context: DecodeContext?) -> DecodeContext? {
    guard hasHeader, context == nil else { return context }
    return stated.map { TSVHeading($0, line: line.string) } ?? TSVHeading(line, plan)
  }

  public func makeDecoder() -> any RecordDecoder {
    TSVDecoder(self, plan, heading: hasHeader ? nil : stated)
  }
}
