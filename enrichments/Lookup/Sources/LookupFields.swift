public import StageKit

/// Looks a field's text up in a table and writes columns of its row.
///
/// Shape: reads a text; the first lookup that has the key answers, whole. A key that none has, or an
/// empty field, changes nothing; what the row does not have is emptied.
/// Errors: a value that does not become one of its field's type gives the event up, class `lookup`.
/// Cost: one hash and comparison a lookup; nothing is copied unless a type changes.
public struct LookupFields: WorkspaceStage {
  static let key = Input("key", .text, default: "user_id", "the text to look up")
  static let table = Needs("lookup", .keyTable, list: true, "the table")
  static let fields = FieldMapOption(
    fieldsName, of: ["lookup"], "what of a row goes where, as `target: column`")
  static let fieldsName = "fields"

  public static let spec = StageSpec(
    "lookup", "looks a text up in a table and writes columns of its row", key, table, fields,
    notes: """
      Keys are compared byte by byte. A key that no table has leaves the fields as they are; of one
      that is found all fields are written, and emptied where the row has nothing.

      The type of a new field is that of its column: what the lookup's `columns` says, else text.
      `{ from: seats, type: integer }` states it; a field of Snowplow's keeps its own. A list of
      lookups means the first that has the key, whole.
      """,
    example: """
      lookups:
        customers: { use: csv, path: customers.csv, key: id, columns: { seats: integer } }
      stages:
        - use: lookup
          lookup: customers
          key: user_id
          fields: { customer_plan: plan, customer_seats: seats }
      """)

  private let key: InputRef
  private let tables: [LookupRef<any KeyTable>]
  private let fields: [MappedField]

  public init(_ setup: Setup) throws(Findings) {
    key = setup[Self.key]
    tables = setup.all(Self.table)
    fields = setup[Self.fields]
  }

  public func accept(_ lookups: Lookups) throws(Failure) {
    for table in tables {
      let columns = lookups[table].columns
      for field in fields {
        guard let column = columns.first(where: { $0.name == field.source }) else {
          let hint = Suggestion.didYouMean(field.source, of: columns.map(\.name))
          throw Failure(
            .lookup,
            "the table has no column '\(field.source)'" + (hint.map { "; \($0)" } ?? ""))
        }
        guard column.type.canBecome(field.field.type) else {
          throw Failure(
            .lookup,
            "column '\(field.source)' is \(column.type.rawValue), and '\(field.field.name)' holds \(field.field.type.rawValue)"
          )
        }
      }
    }
  }

  public func makeWorkspace(_ lookups: Lookups) -> [KeyTablePart] {
    tables.map { KeyTablePart(lookups[$0], fields) }
  }

  public func enrich(
    _ event: borrowing Event, _ changes: inout Changes, _ workspace: inout [KeyTablePart]
  ) throws(Failure) {
    guard let text = event.text(key) else { return }
    for part in workspace {
      guard let row = part.table.row(of: text) else { continue }
      for (place, field) in fields.enumerated() {
        let value = part.table.value(row: row, column: part.columns[place])
        guard let converted = value.converted(to: field.field.type, arena: changes.arena) else {
          throw Failure(
            .lookup,
            "'\(field.source)' of the key has a value that '\(field.field.name)' cannot hold as \(field.field.type.rawValue)"
          )
        }
        changes.set(field.output, converted)
      }
      return
    }
  }
}
