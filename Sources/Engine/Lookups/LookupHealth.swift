/// What is known of a lookup beside its data, for health, metrics and reports.
package struct LookupHealth: Sendable, Equatable {
  /// What is in force, as failed events name it.
  var version: LookupVersion
  /// How often a new version has taken over.
  package var swaps: UInt64 = 0
  /// How often a new version could not be used.
  package var failures: UInt64 = 0
  /// Why the version on disk cannot be used; nil when it is in force.
  package var trouble: Trouble?
  /// Whether it is older than `max_age` allows.
  package var isTooOld = false
  /// False when it is too old and the pipeline file says `on_stale: fail`.
  package var isReady = true

  package struct Trouble: Sendable, Equatable {
    /// What went wrong last, in words for people.
    package var message: String
    /// When it began, in milliseconds since 1970.
    package var since: Int64
  }

  init(_ version: LookupVersion) { self.version = version }

  /// The name in the pipeline file.
  package var name: String { version.name }

  /// For the report of a run.
  var line: String {
    var line = "lookup '\(name)': \(version.version)"
    if swaps > 0 { line += "; swapped \(swaps == 1 ? "once" : "\(swaps) times")" }
    if failures > 0 { line += "; \(failures) \(failures == 1 ? "failure" : "failures")" }
    if let trouble { line += "; not in use: \(trouble.message)" }
    return line
  }
}
