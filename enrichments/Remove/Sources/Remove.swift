public import StageKit

/// Takes fields away.
///
/// Shape: nothing below sees them, failed events neither. Events that are passed over keep theirs.
/// Cost: none for what no stage with `when` removes.
public struct Remove: EventStage {
  static let fields = Option<[String]>(
    "fields", "fields to take away", type: .list(.field), fields: .removes())

  public static let spec = StageSpec(
    "remove", "takes fields away", fields,
    notes: """
      A removed field is gone for everything below, also for the fields of failed events; the original
      record in `raw` of a failed event has it still. A stage or sink that names it below is an error of
      the file. With `when` it is emptied for the events for which that is true.

      Keys of the input that no field claims are no fields: `others: drop` of the source leaves them out.
      """,
    example: """
      stages:
        - use: remove
          fields: [user_ipaddress, user_fingerprint]
      """)

  private let emptied: [OutputRef]

  public init(_ setup: Setup) throws(Findings) {
    guard !setup.fields(Self.fields).isEmpty else {
      throw [
        setup.finding(
          "fields", "no-fields", "'fields' names no field",
          help: ["list the fields to take away: fields: [user_ipaddress]"])
      ]
    }
    emptied = setup.emptied
  }

  public func enrich(_ event: borrowing Event, _ changes: inout Changes) throws(Failure) {
    for output in emptied { changes.set(output, .empty) }
  }
}
