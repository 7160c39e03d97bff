import StageKit

/// Times expressions over columns: `expression-bench ROUNDS [EXPRESSION]`.
///
/// Shape: 64 slices of 256 events; prints nanoseconds an event and how many events were selected, so
/// that the same work by other means can be held against it.
@main
struct Main {
  static let expression =
    #"mkt_medium == "email" && geo_country in ["DE","AT","CH"]"#

  static func main() throws {
    let rounds = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 2_000
    let text = CommandLine.arguments.dropFirst(2).first ?? expression
    let countries = try Countries()
    let compiled = try CompiledExpression.compile(text, lookup: countries.lookup) {
      Events.types[$0]
    }
    let events = Events(sliceCount: 64)
    let views = events.slices.map { $0.columns(compiled.fields) }
    var selected = 0
    for _ in 0..<max(rounds / 10, 1) { selected = run(compiled, events, views, countries.tables) }
    let clock = ContinuousClock()
    let time = clock.measure {
      for _ in 0..<rounds { selected = run(compiled, events, views, countries.tables) }
    }
    let (seconds, attoseconds) = time.components
    let nanoseconds = Double(seconds) * 1e9 + Double(attoseconds) / 1e9
    let count = Double(rounds * events.count)
    print("\(nanoseconds / count) ns an event, \(selected) of \(events.count) selected")
  }

  private static func run(
    _ expression: CompiledExpression, _ events: Events,
    _ views: [UnsafeMutablePointer<UnsafeMutablePointer<Slot>>], _ tables: KeyTables
  ) -> Int {
    var selected = 0
    for (slice, view) in zip(events.slices, views) {
      let (isTrue, errors) = expression.select(
        ExpressionColumns(view, offset: 0, arena: slice.arena, tables: tables),
        rows: Selection(first: 256))
      precondition(errors.isEmpty)
      selected += isTrue.count
      slice.arena.reset()
    }
    return selected
  }
}
