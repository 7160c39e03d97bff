public import StageKit

/// Writes parameters of a query to fields.
///
/// Shape: reads a query, or a URL that has one; an empty field changes nothing. Else all fields are
/// written, and emptied where the query has no such parameter. Of several with one name the last counts.
/// Errors: a value that does not become one of its field's type fails the event, class `invalid`.
/// Cost: one pass over the query for each field.
public struct ParseQuery: EventStage {
  static let query = Input(
    "query", .text, default: "page_urlquery", "the query, or a URL that has one")
  static let fields = FieldMapOption(
    "fields", from: .any(.text), "parameters, as `field: parameter`")

  public static let spec = StageSpec(
    "parse_query", "writes parameters of a query to fields", query, fields,
    notes: """
      Names and values are percent-decoded, `+` is a blank, and broken UTF-8 is replaced. Of several
      parameters with one name the last one counts. A field is text unless another type is stated:
      `{ from: page, type: integer }`.
      """,
    example: """
      stages:
        - use: parse_query
          fields:
            search_term: q
            search_page: { from: page, type: integer }
      """)

  private struct Parameter {
    let field: MappedField
    let name: Bytes
  }

  private let query: InputRef
  private let parameters: [Parameter]

  public init(_ setup: Setup) throws(Findings) {
    query = setup[Self.query]
    parameters = setup[Self.fields].map {
      Parameter(field: $0, name: Bytes.constant($0.source))
    }
  }

  public func enrich(_ event: borrowing Event, _ changes: inout Changes) throws(Failure) {
    guard let text = event.text(query) else { return }
    let pairs = QueryString(ParseQuery.query(in: text))
    for parameter in parameters where parameter.field.output.isWanted {
      let (field, arena) = (parameter.field, changes.arena)
      guard let raw = pairs.value(named: parameter.name) else {
        changes.set(field.output, .empty)
        continue
      }
      let decoded = UTF8Repair.repaired(
        PercentCoding.decode(raw, .plusAsBlank, arena: arena), arena: arena)
      let value: Slot = decoded.isEmpty ? .empty : .text(decoded)
      guard let converted = value.converted(to: field.field.type, arena: arena) else {
        throw Failure(
          .invalid,
          "'\(field.source)' is '\(decoded.prefix(100).string)', which '\(field.field.name)' cannot hold as \(field.field.type.rawValue)"
        )
      }
      changes.set(field.output, converted)
    }
  }

  /// What stands behind `?` and before `#`; the whole text when it is no URL.
  private static func query(in text: Bytes) -> Bytes {
    var raw = text
    if let mark = text.firstIndex(of: UInt8(ascii: "?")) { raw = text.dropFirst(mark + 1) }
    if let end = raw.firstIndex(of: UInt8(ascii: "#")) { raw = raw.prefix(end) }
    return raw
  }
}
