public import StageKit

/// Keeps the events for which an expression is true; the others count as filtered.
///
/// Shape: null counts as not true.
/// Errors: an error that no null caused fails the event with class `expression`.
/// Cost: the expression, column by column.
public struct Filter: BatchStage {
  static let keep = ConditionOption("keep", "events for which this is true go on")

  public static let spec = StageSpec(
    "filter", "keeps the events for which an expression is true", keep,
    notes: """
      An event that is not kept is counted as filtered at every sink below. A comparison with an
      empty field is null, and null is not true: `ua_device != "Spider"` keeps events without a
      device, since `!=` with an empty field is true.
      """,
    example: """
      stages:
        - use: filter
          keep: platform == "web" && ua_device != "Spider"
      """)

  private let condition: CompiledExpression

  public init(_ setup: Setup) throws(Findings) { condition = setup[Self.keep] }

  public func enrich(_ batch: EventBatch, _ changes: inout BatchChanges) {
    let (kept, errors) = condition.select(batch.columns(of: condition), rows: batch.rows)
    changes.filter(batch.rows - kept)
    changes.fail(errors)
  }
}
