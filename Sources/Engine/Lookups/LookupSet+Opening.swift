import DiagnosticKit
import FileSystem
import LookupKit
import PipelineConfig
import StageKit

extension LookupSet {
  /// Opens all lookups of a plan and lets every stage look at its own; `now` is in milliseconds since
  /// 1970.
  ///
  /// Shape: what was downloaded for it goes to the cache when everybody has accepted it.
  /// Errors: what cannot be opened, what stages refuse, and what is older than the plan allows.
  static func open(
    _ plan: Plan, now: Int64, _ leeway: Leeway = .endless
  ) throws(Findings) -> LookupSet {
    var findings = Findings()
    let loader = LookupLoader(leeway: leeway)
    let loaded = plan.lookups.map { lookup in
      gather(&findings, lookup.span) { () throws(Failure) in
        let loaded = try loader.load(lookup)
        if let age = LookupAge(lookup, loaded.table.description, loaded.stamp, now: now), age.stops
        {
          loaded.data.drop()
          throw Failure(.lookup, "lookup '\(lookup.name)' \(age.words)")
        }
        return loaded
      }
    }.compactMap(\.self)
    let set = LookupSet(plan, loaded, &findings)
    for one in loaded {
      _ = gather(&findings, one.data.lookup.span) { () throws(Failure) in
        if set == nil { one.data.drop() } else { try one.data.keep() }
      }
    }
    guard let set, findings.isEmpty else { throw plan.veil.told(findings) }
    return set
  }

  /// Nil when some could not be opened, or a stage refuses one.
  private convenience init?(_ plan: Plan, _ loaded: [LoadedLookup], _ findings: inout Findings) {
    guard findings.isEmpty else { return nil }
    var troubles: [Int: String] = [:]
    for (place, one) in loaded.enumerated() { troubles[place] = one.trouble }
    let tables = loaded.map(\.table)
    LookupSet.judge(tables, plan, &findings)
    guard findings.isEmpty else { return nil }
    self.init(plan, tables, stamps: loaded.map(\.stamp), troubles: troubles)
  }

  /// Lets every stage look at its lookups, and holds the columns against what expressions ask.
  static func judge(_ tables: [any Lookup], _ plan: Plan, _ findings: inout Findings) {
    for (place, table) in tables.enumerated() {
      guard let table = table as? any KeyTable else { continue }
      findings.append(contentsOf: plan.findings(lookup: place, having: table.columns))
    }
    let lookups = Lookups(tables)
    for stage in plan.stages {
      _ = gather(&findings, stage.span) { () throws(Failure) in try stage.runner.accept(lookups) }
    }
  }

  @discardableResult
  static func gather<Value>(
    _ findings: inout Findings, _ span: SourceSpan?, _ body: () throws(Failure) -> Value
  ) -> Value? {
    do throws(Failure) { return try body() } catch {
      findings.append(Finding(.error, "lookup", at: span, error.message, help: []))
      return nil
    }
  }
}

extension Leeway {
  /// For those who wait as long as it takes.
  static var endless: Leeway {
    Leeway(goesOn: { true }) { milliseconds in
      WorkThread.sleep(milliseconds: milliseconds)
      return true
    }
  }
}
