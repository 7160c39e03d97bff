public import StageKit

/// Writes members of a JSON value to fields.
///
/// Shape: reads a text or a JSON field; an empty one changes nothing. Else all fields are written, and
/// emptied where the value has no such member, or `null`.
/// Errors: a text that is no JSON, and a member that does not become one of its field's type, fail the
/// event, class `invalid`.
/// Cost: one pass over a text to check it, and one for each field; nothing is copied but escapes.
public struct ParseJSON: EventStage {
  static let json = Option<String>(
    "json", "the field with the JSON", type: .field, fields: .reads([.text, .json]))
  static let fields = FieldMapOption(
    "fields", from: .any(.text), "members, as `field: path`; `.` is the whole value")

  public static let spec = StageSpec(
    "parse_json", "writes members of a JSON value to fields", json, fields,
    notes: """
      A path is keys with points between them, `order.total`; a number is the place in a list, from 0:
      `items.0.id`. `.` alone is the whole value, which a field of type `json` takes. Of several members
      with one name the last one counts.

      A field is text unless another type is stated: `{ from: order.total, type: decimal }`. A text field
      takes texts, numbers and flags; objects and lists need the type `json`. Numbers are times in
      milliseconds since 1970 where the type is `timestamp`, texts those of RFC 3339.
      """,
    example: """
      stages:
        - use: parse_json
          json: payload
          fields:
            order_id: order.id
            order_total: { from: order.total, type: decimal }
            items: { from: order.items, type: json }
      """)

  private let json: NamedField
  private let members: [JSONConversion]

  public init(_ setup: Setup) throws(Findings) {
    guard let named = setup.fields(Self.json).first else {
      throw [setup.finding("json", "no-fields", "'json' names no field")]
    }
    json = named
    members = try JSONConversion.all(Self.fields, setup, example: "order.total")
  }

  public func enrich(_ event: borrowing Event, _ changes: inout Changes) throws(Failure) {
    let slot = event[json.input]
    guard !slot.isEmpty else { return }
    let root: JSONValue
    do throws(JSONError) { root = try JSONScanner.value(slot.bytes) } catch {
      throw Failure(.invalid, "'\(json.field.name)' is no JSON: \(error)")
    }
    for member in members where member.field.output.isWanted {
      changes.set(member.field.output, try member.value(in: root, changes.arena))
    }
  }
}
