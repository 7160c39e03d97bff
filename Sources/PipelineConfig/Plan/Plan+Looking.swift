public import DiagnosticKit
import StageKit

extension Plan {
  /// Looks at the headers of the lookups' files on this machine, without loading them.
  ///
  /// Errors: files that are missing or none of their kind, at the places where they are declared.
  public func lookAtLookups() throws(Findings) {
    var findings = Findings()
    for lookup in lookups where lookup.download == nil {
      do throws(Failure) { try lookup.entry.look(lookup.setup) } catch {
        findings.append(Finding(.error, "lookup", at: lookup.span, error.message))
      }
    }
    if !findings.isEmpty { throw findings }
  }
}
