public import StageKit

/// Gives fields other names, and other types when they are stated.
///
/// Shape: all of them are read before any is written, so names may be exchanged. The old names are
/// gone, unless they are new names of others.
/// Errors: a value that does not become one of the stated type fails the event, class `invalid`.
/// Cost: a reference is copied; bytes only where a type changes.
public struct Rename: EventStage {
  static let fields = FieldMapOption(
    "fields", from: .fields(nil, removes: true), "new names of fields, as `new: old`")

  public static let spec = StageSpec(
    "rename", "gives fields other names, and other types when they are stated", fields,
    notes: """
      All fields are read before any is written: `fields: { a: b, b: a }` exchanges two. The old name is
      gone for everything below; a stage that reads it there is an error of the file. With `when`, events
      that are passed over keep their fields, and both names may be read.

      A new field has the type of the old one, one of Snowplow's columns its own. `{ from: old, type:
      integer }` states another type; a value that does not become one fails the event.
      """,
    example: """
      stages:
        - use: rename
          fields:
            user_id: customer
            revenue: { from: amount, type: decimal }
      """)

  private let fields: [MappedField]
  private let emptied: [OutputRef]

  public init(_ setup: Setup) throws(Findings) {
    fields = setup[Self.fields]
    emptied = setup.emptied
  }

  public func enrich(_ event: borrowing Event, _ changes: inout Changes) throws(Failure) {
    for field in fields {
      guard let input = field.input else { continue }
      let value = event[input]
      guard let converted = value.converted(to: field.field.type, arena: changes.arena) else {
        throw Failure(
          .invalid,
          "'\(field.source)' has a value that '\(field.field.name)' cannot hold as \(field.field.type.rawValue)"
        )
      }
      changes.set(field.output, converted)
    }
    for output in emptied { changes.set(output, .empty) }
  }
}
