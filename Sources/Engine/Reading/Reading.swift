/// What all readers of a run share.
struct Reading {
  let settings: RunSettings
  let control: RunControl
  let exchange: Exchange
  let office: TicketOffice
  /// Set when something has killed the runs before.
  var suspicion: Suspicion?
  /// Set when it is measured where the time goes.
  var watch: Stopwatch?

  /// Whether somebody ended the run.
  var isOver: Bool { control.isStopping || exchange.isBroken }

  /// Whether another plan is to go on with what is open.
  var isPausing: Bool { control.isHandingOver }
}
