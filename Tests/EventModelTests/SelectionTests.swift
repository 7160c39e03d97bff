import EventModel
import TestSupport
import Testing

@Suite struct `a selection` {
  private func set(_ selection: Selection) -> Set<Int> {
    var rows: [Int] = []
    selection.forEach { rows.append($0) }
    #expect(rows == rows.sorted())
    return Set(rows)
  }

  @Test(arguments: 1...10 as ClosedRange<UInt64>)
  func `works as a set of rows`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var (a, b) = (Selection(), Selection())
    var (x, y): (Set<Int>, Set<Int>) = ([], [])
    for _ in 0..<300 {
      let row = Int.random(in: 0..<256, using: &random)
      switch Int.random(in: 0..<3, using: &random) {
      case 0: a.insert(row); x.insert(row)
      case 1: b.insert(row); y.insert(row)
      default: a.remove(row); x.remove(row)
      }
    }
    #expect(set(a) == x && set(b) == y, "seed \(seed)")
    #expect(set(a & b) == x.intersection(y), "seed \(seed)")
    #expect(set(a | b) == x.union(y), "seed \(seed)")
    #expect(set(a - b) == x.subtracting(y), "seed \(seed)")
    #expect(a.count == x.count && a.isEmpty == x.isEmpty, "seed \(seed)")
    #expect((0..<256).allSatisfy { a.contains($0) == x.contains($0) }, "seed \(seed)")
  }

  @Test(arguments: [0, 1, 63, 64, 65, 127, 128, 129, 192, 255, 256])
  func `of the first rows holds just these`(count: Int) {
    #expect(set(Selection(first: count)) == Set(0..<count))
  }
}
