package import DiagnosticKit
import LookupKit
package import PipelineConfig
import StageKit

extension Plan {
  /// Opens what is on this machine, to find out whether a run could begin; asks no other machine.
  ///
  /// Errors: what cannot be opened, what stages refuse, and what is older than the plan allows.
  /// Gives what a run would only warn of, and what it would download.
  package func checkLookups(now: Int64) throws(Findings) -> Findings {
    var (errors, hints) = (Findings(), Findings())
    let tables = lookups.compactMap { open($0, now: now, &errors, &hints) }
    if tables.count == lookups.count { LookupSet.judge(tables, self, &errors) }
    guard errors.isEmpty else { throw veil.told(errors) }
    return hints
  }

  /// Looks at what is on this machine without loading it, but where `max_age` needs to know more.
  ///
  /// Errors: files that are missing or none of their kind, and what is older than the plan allows.
  package func glanceAtLookups(now: Int64) throws(Findings) -> Findings {
    var (errors, hints, misses) = (Findings(), Findings(), Findings())
    for (place, lookup) in lookups.enumerated() {
      if lookup.download != nil || lookup.freshness.maxAgeMilliseconds != nil {
        _ = open(lookup, now: now, &errors, &hints)
      } else {
        LookupSet.gather(&errors, lookup.span) { () throws(Failure) in
          try lookup.entry.look(lookup.setup)
          guard columnUses.contains(where: { $0.use.lookup == place }),
            let columns = try lookup.entry.heading(lookup.setup)
          else { return }
          misses.append(contentsOf: findings(lookup: place, having: columns))
        }
      }
    }
    errors.append(contentsOf: misses)
    guard errors.isEmpty else { throw veil.told(errors) }
    return hints
  }

  private func open(
    _ lookup: LookupPlan, now: Int64, _ errors: inout Findings, _ hints: inout Findings
  ) -> (any Lookup)? {
    guard let data = LookupLoader.local(lookup) else {
      hints.append(
        .note(
          "not-downloaded", at: lookup.span,
          "lookup '\(lookup.name)' is not in the cache: a run downloads it"))
      return nil
    }
    let table = LookupSet.gather(&errors, lookup.span) { () throws(Failure) in try data.open() }
    guard let table,
      let age = LookupAge(lookup, table.description, data.stamp, now: now), age.isTooOld
    else { return table }
    let message = "lookup '\(lookup.name)' \(age.words)"
    age.stops
      ? errors.append(Finding(.error, "lookup", at: lookup.span, message))
      : hints.append(.warning("old-lookup", at: lookup.span, message))
    return table
  }
}
