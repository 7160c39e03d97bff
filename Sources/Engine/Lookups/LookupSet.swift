import FileSystem
import LookupKit
import PipelineConfig
import StageKit

/// The versions of all lookups that are in force for a ticket.
final class LookupSet: Sendable {
  let tables: [any Lookup]
  /// What their files looked like before they were read; nil for what is in no file.
  let stamps: [FileStamp?]
  /// Names and versions, for failed events.
  let versions: [LookupVersion]
  /// By stage: what it writes to the field that its `version_field` names.
  let stageVersions: [String]

  init(_ plan: Plan, _ tables: [any Lookup], stamps: [FileStamp?]? = nil) {
    self.tables = tables
    self.stamps = stamps ?? tables.map { _ in nil }
    let versions = zip(plan.lookups, tables).map { LookupVersion(name: $0.name, $1.description) }
    self.versions = versions
    stageVersions = plan.stages.map { stage in
      (stage.version?.lookups ?? []).map { versions[$0].version }.joined(separator: ", ")
    }
  }

  var lookups: Lookups { Lookups(tables) }
}

extension LookupSet {
  /// Opens all lookups of a plan and lets every stage look at its own; `now` is in milliseconds since
  /// 1970.
  ///
  /// Errors: what cannot be opened, what stages refuse, and what is older than the plan allows.
  static func open(_ plan: Plan, now: Int64) throws(Findings) -> LookupSet {
    var findings = Findings()
    var tables: [any Lookup] = []
    var stamps: [FileStamp?] = []
    for lookup in plan.lookups {
      let stamp = lookup.stamp
      do throws(Failure) {
        let table = try lookup.entry.open(lookup.setup)
        if let age = LookupAge(lookup, table.description, stamp, now: now), age.stops {
          throw Failure(.lookup, "lookup '\(lookup.name)' \(age.words)")
        }
        tables.append(table)
        stamps.append(stamp)
      } catch {
        findings.append(Finding(.error, "lookup", at: lookup.span, error.message, help: []))
      }
    }
    guard findings.isEmpty else { throw plan.veil.told(findings) }
    let set = LookupSet(plan, tables, stamps: stamps)
    for stage in plan.stages {
      do throws(Failure) { try stage.runner.accept(set.lookups) } catch {
        findings.append(Finding(.error, "lookup", at: stage.span, error.message, help: []))
      }
    }
    guard findings.isEmpty else { throw plan.veil.told(findings) }
    return set
  }
}

extension LookupPlan {
  /// What its file looks like; nil when there is none.
  var stamp: FileStamp? { setup.resolvedPath.flatMap { FileStamp($0) } }
}
