import Formats

/// The page of the tracker protocol, made from the table that decodes it.
enum TrackerPage {
  static let path = "Docs/Reference/tracker-protocol.md"

  /// Markdown.
  static var text: String {
    """
    # Tracker protocol

    The parameters that the formats [`cloudfront`](input-formats/cloudfront.md),
    [`clojure_tomcat`](input-formats/clojure_tomcat.md) and
    [`http_requests`](input-formats/http_requests.md) read, from queries and bodies alike. Of two
    parameters for one field the one that stands first wins when both have a value; other names are
    passed over. `longest` counts UTF-16 code units.

    \(parameters.text)
    ## Values

    A value of a parameter is decoded, cleaned and converted. One that does not fit fails its event,
    or leaves the field empty with `invalid: empty`.

    \(kinds.text)
    """
  }

  private static var parameters: MarkdownTable {
    var table = MarkdownTable("parameter", "field", "value", "longest")
    for row in TrackerTable.rows {
      table.add(
        "`\(row.name)`", row.fields.map { "`\($0)`" }.joined(separator: ", "), row.kind,
        row.limit.map(String.init) ?? "")
    }
    return table
  }

  private static var kinds: MarkdownTable {
    var table = MarkdownTable("value", "is", "else")
    for kind in TrackerTable.kinds {
      table.add(
        kind.name, kind.conversion, kind.errors.map { "`\($0)`" }.joined(separator: ", "))
    }
    return table
  }
}
