import EventModel
import TestSupport
import Testing

@Suite struct `bytes` {
  private func run(_ bytes: [UInt8]) -> Bytes {
    bytes.withUnsafeBytes { Bytes.permanentCopy(of: $0) }
  }

  @Test(arguments: 1...20 as ClosedRange<UInt64>)
  func `compare and search as arrays do`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<200 {
      let (a, b) = (random.bytes(12), random.bytes(12))
      let (x, y) = (run(a), run(b))
      #expect((x == y) == (a == b), "seed \(seed)")
      #expect((x != y) == (a != b), "seed \(seed)")
      #expect((x < y) == a.lexicographicallyPrecedes(b), "seed \(seed)")
      #expect(x.firstIndex(of: 98) == a.firstIndex(of: 98), "seed \(seed)")
      #expect(x.lastIndex(of: 98) == a.lastIndex(of: 98), "seed \(seed)")
      let from = Int.random(in: 0...a.count + 1, using: &random)
      #expect(
        x.firstIndex(of: 99, from: from) == a.indices.dropFirst(from).first { a[$0] == 99 },
        "seed \(seed)")
      if a == b { #expect(x.hash == y.hash, "seed \(seed)") }
    }
  }

  @Test func `the hash does not see what stands behind the end`() {
    for count in 0...17 {
      let a = run(Array(repeating: 1, count: count) + [7, 7, 7]).dropLast(3)
      let b = run(Array(repeating: 1, count: count) + [9, 9, 9]).dropLast(3)
      #expect(a.hash == b.hash)
      #expect(a == b)
    }
  }

  @Test func `hashes of short runs differ`() {
    var seen: Set<UInt64> = []
    for count in 0...3 { seen.insert(run(Array(repeating: 0, count: count)).hash) }
    for byte in UInt8.min...UInt8.max { seen.insert(run([byte, 1]).hash) }
    #expect(seen.count == 260)
  }

  @Test func `literals compare, as prefix, suffix and folded`() {
    let text = Bytes.constant("Hello")
    #expect(text == "Hello")
    #expect(text != "hello")
    #expect(text.hasPrefix("He") && text.hasPrefix("") && text.hasPrefix("Hello"))
    #expect(!text.hasPrefix("Hello!"))
    #expect(text.hasSuffix("llo") && text.hasSuffix("") && !text.hasSuffix("Hello Hello"))
    #expect(text.equalsFolded("hello") && !text.equalsFolded("hell"))
    // Only capitals are folded: '[' and '{' differ by the same bit.
    #expect(!Bytes.constant("[").equalsFolded("{"))
  }

  @Test func `pieces are what they say`() {
    let text = Bytes.constant("abcdef")
    #expect(text.slice(1, 3).string == "bc")
    #expect(text.dropFirst(2).string == "cdef")
    #expect(text.dropLast(2).string == "abcd")
    #expect(text.prefix(2).string == "ab")
    #expect(text.prefix(9).string == "abcdef")
    #expect(Bytes.empty.isEmpty && Bytes.empty.string == "")
    #expect(run([0xff, 65]).string == "\u{fffd}A")
  }
}
