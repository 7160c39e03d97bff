import LookupKit
import PipelineConfig
import StageKit
import WebValues

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

  var description: String {
    let (milliseconds, isTooLarge) = seconds.multipliedReportingOverflow(by: 1000)
    guard !isTooLarge, TimestampText.isWritable(milliseconds) else { return "of no known day" }
    return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: TimestampText.capacity) { room in
      guard let start = room.baseAddress else { return "" }
      let count = TimestampText.write(milliseconds, start)
      let day = UnsafeBufferPointer(start: start, count: min(count, 10))
      return String(decoding: day, as: UTF8.self)
    }
  }
}

extension LookupSet {
  /// Opens all lookups of a plan and lets every stage look at its own.
  static func open(_ plan: Plan) throws(Findings) -> LookupSet {
    var findings = Findings()
    var tables: [any Lookup] = []
    for lookup in plan.lookups {
      do throws(Failure) { tables.append(try lookup.entry.open(lookup.setup)) } catch {
        findings.append(Finding(.error, "lookup", at: lookup.span, error.message, help: []))
      }
    }
    guard findings.isEmpty else { throw findings }
    let set = LookupSet(plan, tables)
    for stage in plan.stages {
      do throws(Failure) { try stage.runner.accept(set.lookups) } catch {
        findings.append(Finding(.error, "lookup", at: stage.span, error.message, help: []))
      }
    }
    guard findings.isEmpty else { throw findings }
    return set
  }
}
