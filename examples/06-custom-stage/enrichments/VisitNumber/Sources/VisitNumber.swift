public import StageKit

/// Numbers the visits of each visitor, and the events of each visit.
///
/// Shape: reads an id and a time; events without one of them pass unchanged.
/// Cost: runs alone; memory for at most `visitors` visitors.
public struct VisitNumber: OrderedStage {
  static let visitor = Input("visitor", .text, default: "domain_userid", "the id of the visitor")
  static let time = Input("time", .timestamp, default: "collector_tstamp", "when it happened")
  static let pause = Option<Int>(
    "pause", "after how long a silence another visit begins", default: 30 * 60_000,
    type: .duration(1000...86_400_000))
  static let visitors = Option<Int>(
    "visitors", "how many visitors are remembered at most", default: 100_000,
    type: .integer(2...10_000_000))
  static let number = Output("visit_number", .integer, "1 for the first visit of the visitor")
  static let event = Output("visit_event", .integer, "1 for the first event of the visit")
  static let seconds = Output("visit_seconds", .integer, "whole seconds since the visit began")

  public static let spec = StageSpec(
    "visit_number", "numbers visits, and the events of a visit", visitor, time, pause, visitors,
    number, event, seconds,
    notes: """
      Events are taken in the order of the input; one that is older than the one before belongs to the
      same visit. Who was not seen for the longest time is forgotten first, and begins with visit 1
      again; so does everybody at the beginning of a run.
      """,
    example: """
      stages:
        - use: visit_number
          visitor: user_id
          pause: 20m
      """)

  private let inputs: (visitor: InputRef, time: InputRef)
  private let outputs: (number: OutputRef, event: OutputRef, seconds: OutputRef)
  private let pause: Int64
  private let visitors: Int

  public init(_ setup: Setup) throws(Findings) {
    inputs = (setup[Self.visitor], setup[Self.time])
    outputs = (setup[Self.number], setup[Self.event], setup[Self.seconds])
    pause = Int64(setup[Self.pause])
    visitors = setup[Self.visitors]
  }

  public func makeMemory() -> VisitMemory { VisitMemory(limit: visitors) }

  public func enrich(
    _ event: borrowing Event, _ changes: inout Changes, _ memory: inout VisitMemory
  ) throws(Failure) {
    guard let id = event.text(inputs.visitor), !event[inputs.time].isEmpty else { return }
    let (visitor, time) = (id.hash, event[inputs.time].integer)
    let visit =
      memory[visitor]?.after(eventAt: time, pause: pause) ?? Visit(begin: time, latest: time)
    memory[visitor] = visit
    changes.set(outputs.number, .integer(visit.number))
    changes.set(outputs.event, .integer(visit.events))
    changes.set(outputs.seconds, .integer(max(time &- visit.begin, 0) / 1000))
  }
}
