package import DiagnosticKit
import LookupKit
package import PipelineConfig
import StageKit

extension Plan {
  /// Opens what is on this machine, to find out whether a run could begin; asks no other machine.
  ///
  /// Errors: what cannot be opened, what stages refuse, and what is older than the plan allows. Gives what a run would only warn of, and what it would download.
  package func checkLookups(now: Int64) throws(Findings) -> Findings {
    var (errors, hints) = (Findings(), Findings())
    var tables: [any Lookup] = []
    for lookup in lookups {
      guard let data = LookupLoader.local(lookup) else {
        hints.append(
          .note(
            "not-downloaded", at: lookup.span,
            "lookup '\(lookup.name)' is not in the cache: a run downloads it"))
        continue
      }
      let table = LookupSet.gather(&errors, lookup.span) { () throws(Failure) in try data.open() }
      guard let table else { continue }
      tables.append(table)
      guard let age = LookupAge(lookup, table.description, data.stamp, now: now), age.isTooOld
      else {
        continue
      }
      let message = "lookup '\(lookup.name)' \(age.words)"
      age.stops
        ? errors.append(Finding(.error, "lookup", at: lookup.span, message))
        : hints.append(.warning("old-lookup", at: lookup.span, message))
    }
    if tables.count == lookups.count { LookupSet.judge(Lookups(tables), self, &errors) }
    guard errors.isEmpty else { throw errors }
    return hints
  }
}
