import LookupKit
import PipelineConfig
import StageKit

/// The versions of all lookups that are in force for a ticket.
final class LookupSet: Sendable {
  let tables: [any Lookup]
  /// Names and versions, for failed events.
  let versions: [LookupVersion]

  init(_ plan: Plan, _ tables: [any Lookup]) {
    self.tables = tables
    versions = zip(plan.lookups, tables).map { LookupVersion(name: $0.name, $1.description) }
  }

  var lookups: Lookups { Lookups(tables) }
}

struct LookupVersion: Sendable {
  let name: String
  let version: String

  init(name: String, _ description: LookupDescription) {
    self.name = name
    version =
      description.buildDate.map { "\(description.type) \(CalendarDate($0))" } ?? description.type
  }
}

/// A day as `2026-11-18`.
struct CalendarDate: CustomStringConvertible {
  private let seconds: Int64

  init(_ seconds: Int64) { self.seconds = seconds }

  var description: String { TimestampText.date(ofSeconds: seconds) }
}
