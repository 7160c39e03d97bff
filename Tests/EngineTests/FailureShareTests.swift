import Testing

@testable import Engine

@Suite struct `the share of failures` {
  private func share(_ limit: Double?, _ tickets: [(events: UInt64, failed: UInt64)]) -> [Int] {
    var share = FailureShare(limit: limit)
    return tickets.indices.filter {
      share.add(events: tickets[$0].events, failed: tickets[$0].failed) != nil
    }
  }

  @Test func `is not judged before a thousand events`() {
    #expect(share(0.2, [(999, 999)]) == [])
    #expect(share(0.2, [(999, 999), (1, 0)]) == [1])
    #expect(share(0.2, [(1000, 201)]) == [0])
  }

  @Test func `may be as large as is allowed`() {
    #expect(share(0.2, [(1000, 200), (1, 1)]) == [1])
    #expect(share(0, [(1000, 0), (500, 1)]) == [1])
    #expect(share(1, [(1000, 1000)]) == [])
    for percent in 0...100 as ClosedRange<UInt64> {
      for hundreds in 10...30 as ClosedRange<UInt64> {
        let (limit, failed) = (Double(percent) / 100, percent * hundreds)
        #expect(share(limit, [(hundreds * 100, failed)]) == [], "\(percent) % of \(hundreds)")
        #expect(share(limit, [(hundreds * 100, failed + 1)]) == [0], "\(percent) % of \(hundreds)")
      }
    }
  }

  @Test func `is not watched without a limit`() {
    #expect(share(nil, [(5000, 5000)]) == [])
    var share = FailureShare(limit: nil)
    _ = share.add(events: 10, failed: 10)
    #expect(share.atEnd == nil)
  }

  @Test func `is that of the last ten thousand events`() {
    // 1,500 good ones at first hide nothing later; old failures are forgotten.
    #expect(share(0.1, [(90_000, 0), (9000, 900), (1000, 101)]) == [2])
    #expect(share(0.1, [(9000, 900), (1000, 100), (1000, 0), (1000, 101)]) == [])
    #expect(share(0.1, [(1000, 100), (9000, 900), (1000, 101)]) == [2])
    let ones = Array(repeating: (events: 1 as UInt64, failed: 0 as UInt64), count: 20_000)
    let bad = Array(repeating: (events: 1 as UInt64, failed: 1 as UInt64), count: 1001)
    #expect(share(0.1, ones + bad) == [21_000])
    #expect(share(0.1, ones + bad.dropLast() + ones + bad.dropLast()) == [])
  }

  @Test func `is that of a plain recount, whatever the sizes of the tickets`() {
    var seed: UInt64 = 7
    func roll(_ limit: UInt64) -> UInt64 {
      seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return (seed >> 33) % limit
    }
    for _ in 0..<50 {
      let most = 1 + roll(4000)
      let tickets = (0..<200).map { _ in
        let events = roll(most)
        return (events: events, failed: events == 0 ? 0 : roll(events + 1) / 2)
      }
      var expected: [Int] = []
      for place in tickets.indices where tickets[place].events > 0 {
        var (events, failed): (UInt64, UInt64) = (0, 0)
        for ticket in tickets[...place].reversed() where events < 10_000 {
          events += ticket.events
          failed += ticket.failed
        }
        if events >= 1000, Double(failed) > 0.25 * Double(events) { expected.append(place) }
      }
      #expect(share(0.25, tickets) == expected)
    }
  }

  @Test func `at the end of a batch is that of all events`() {
    var share = FailureShare(limit: 0.125)
    #expect(share.atEnd == nil)
    #expect(share.add(events: 7, failed: 1) == nil)
    #expect(
      share.atEnd
        == EarlyEnd(
          status: .tooManyFailed,
          message: "1 of 7 events failed, more than the 12.5% that 'stop_if_failed' allows"))
    #expect(share.add(events: 1, failed: 0) == nil)
    #expect(share.atEnd == nil)
  }
}
