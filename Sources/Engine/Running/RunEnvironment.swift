import StageKit

/// What threads beside the data's way need of a run.
struct RunEnvironment: Sendable {
  let settings: RunSettings
  let control: RunControl
  let clock: @Sendable () -> Int64

  /// Milliseconds since 1970 that stand for "now".
  var now: Int64 { settings.now ?? clock() }

  /// For downloads: as long as the run goes on.
  var leeway: Leeway {
    Leeway(goesOn: { [control] in !control.isOver }) { [control] in
      control.sleep(milliseconds: $0)
    }
  }
}
