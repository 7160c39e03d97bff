import Testing

@testable import Engine

@Suite struct `threads that share a monitor` {
  private static let places = 3
  private static let items = 20_000

  private struct State: Sendable {
    /// Items that wait, by place.
    var waiting = [0, 0, 0]
    var taken = [0, 0, 0]
    var isOver = false
  }

  /// Each item is told to one of those who wait in its place; were somebody not woken, this would
  /// never end.
  @Test func `each place gets what is meant for it, and all hear of the end`() throws {
    let monitor = Monitor(State(), places: Self.places)
    let threads = try (0..<2 * Self.places).map { number in
      let place = number % Self.places
      return try #require(
        WorkThread.start {
          while true {
            let goesOn: Bool = monitor.waitAndTake(in: place) { state in
              guard state.waiting[place] > 0 else { return state.isOver ? false : nil }
              state.waiting[place] -= 1
              state.taken[place] += 1
              return true
            }
            if !goesOn { return }
          }
        })
    }
    for item in 0..<Self.items {
      monitor.update(for: item % Self.places, onlyOne: true) { $0.waiting[item % Self.places] += 1 }
    }
    monitor.update { $0.isOver = true }
    threads.forEach { $0.join() }
    #expect(monitor.read { $0.taken.reduce(0, +) } == Self.items)
    #expect(monitor.read { $0.waiting } == [0, 0, 0])
  }

  @Test func `who waits for some time goes on behind it`() {
    let monitor = Monitor(State(), places: Self.places)
    #expect(monitor.waitAndTake(in: 2, milliseconds: 5) { $0.isOver ? true : nil } == nil)
    monitor.take { $0.isOver = true }
    #expect(monitor.waitAndTake(in: 2, milliseconds: 5) { $0.isOver ? true : nil } == true)
  }
}
