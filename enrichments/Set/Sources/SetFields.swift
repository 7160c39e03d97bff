public import StageKit

/// Sets fields to the values of expressions.
///
/// Shape: all expressions see the event as it came; what they give shows together. Null empties the
/// field.
/// Errors: an error that no null caused fails the event with class `expression`.
/// Cost: each expression, column by column.
public struct SetFields: BatchStage {
  static let fields = AssignmentsOption("fields", "a map from fields to expressions")

  public static let spec = StageSpec(
    "set", "sets fields to the values of expressions", fields,
    notes: """
      The type of a new field is that of its expression. A text is written in quotes of its own:
      `env: '"prod"'`; without them it is the name of a field. A field of Snowplow's keeps its type.
      """,
    example: """
      stages:
        - use: set
          fields:
            app_id: '"shop"'
            is_mobile: ua_os == "iOS" || ua_os == "Android"
      """)

  private let assignments: [Assignment]

  public init(_ setup: Setup) throws(Findings) { assignments = setup[Self.fields] }

  public func enrich(_ batch: EventBatch, _ changes: inout BatchChanges) {
    for assignment in assignments {
      var errors = ExpressionErrors()
      changes.set(assignment.output, rows: batch.rows) { column in
        errors = assignment.expression.fill(
          column, batch.columns(of: assignment.expression), rows: batch.rows)
      }
      changes.fail(errors)
    }
  }
}
