import EventModel
import TestSupport
import Testing

@Suite struct `an arena` {
  @Test(arguments: 1...10 as ClosedRange<UInt64>)
  func `keeps every piece as it was until it is reset`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let arena = Arena()
    for round in 0..<4 {
      var pieces: [(Bytes, UInt8)] = []
      for number in 0..<400 {
        let isLarge = Int.random(in: 0..<40, using: &random) == 0
        let count = Int.random(in: 0...(isLarge ? 700_000 : 900), using: &random)
        let mark = UInt8(truncatingIfNeeded: number)
        // More may be reserved than is kept in the end.
        let room = arena.reserve(count + Int.random(in: 0...100, using: &random))
        room.update(repeating: mark, count: count)
        pieces.append((arena.commit(count), mark))
      }
      for (piece, mark) in pieces {
        #expect(piece.buffer.allSatisfy { $0 == mark }, "seed \(seed), round \(round)")
      }
      arena.reset()
    }
  }

  @Test(arguments: [0, 1, 262_079, 262_080, 262_081, 262_144, 5_000_000])
  func `has readable bytes behind a piece of any size`(count: Int) {
    let arena = Arena()
    for _ in 0..<3 {
      _ = arena.reserve(count)
      let piece = arena.commit(count)
      var sum = 0
      for place in 0..<Bytes.slack { sum += Int(piece.end[place]) }
      #expect(sum >= 0)
      arena.reset()
    }
  }

  @Test func `uses its memory again`() {
    let arena = Arena()
    let first = arena.copy("hello").start
    arena.reset()
    #expect(arena.copy("again").start == first)
  }

  @Test func `values of plain types stand on eight bytes`() {
    let arena = Arena()
    for count in 0..<20 {
      _ = arena.copy(String(repeating: "x", count: count))
      #expect(Int(bitPattern: arena.allocate(Entity.self)) % 8 == 0)
    }
  }

  @Test func `keeps owners until it is reset, each once`() {
    final class Owner {}
    let arena = Arena()
    weak var seen: Owner?
    do {
      let owner = Owner()
      seen = owner
      for _ in 0..<3 { arena.keep(owner) }
    }
    #expect(seen != nil)
    arena.reset()
    #expect(seen == nil)
  }
}
