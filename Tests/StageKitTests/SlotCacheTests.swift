import StageKit
import Testing

@Suite struct `a slot cache` {
  /// Finds the text of a key, or makes it.
  private func text(_ number: Int, _ cache: SlotCache) -> Bytes {
    let key = Bytes.constant("key \(number)")
    if let slots = cache.find(key, hash: key.hash) { return slots[1].bytes }
    let slots = cache.insert(key, hash: key.hash)
    #expect(slots[0].isEmpty && slots[1].isEmpty)
    slots[1] = .text(cache.store("value of \(number)"))
    return slots[1].bytes
  }

  @Test(arguments: [(entries: 1, bytes: 1 << 20), (10, 1 << 20), (1000, 200), (1000, 0)])
  func `what it handed out stays until the slice ends, emptied or not`(
    limits: (entries: Int, bytes: Int)
  ) {
    let cache = SlotCache(width: 2, entryLimit: limits.entries, byteLimit: limits.bytes)
    var random = SystemRandomNumberGenerator()
    for _ in 0..<20 {
      let arena = Arena()
      cache.begin(arena)
      var given: [(number: Int, text: Bytes)] = []
      for _ in 0..<256 {
        let number = Int.random(in: 0..<100, using: &random)
        given.append((number, text(number, cache)))
      }
      for (number, text) in given { #expect(text.string == "value of \(number)") }
      arena.reset()
    }
  }

  @Test func `what one slice was given outlives the slices of others and the cache`() {
    let parked = Arena()
    var given: [(number: Int, text: Bytes)] = []
    do {
      let cache = SlotCache(width: 2, entryLimit: 4, byteLimit: 1 << 20)
      cache.begin(parked)
      for number in 0..<10 { given.append((number, text(number, cache))) }
      for _ in 0..<10 {
        let arena = Arena()
        cache.begin(arena)
        for number in 0..<100 { _ = text(number, cache) }
        arena.reset()
      }
    }
    for (number, text) in given { #expect(text.string == "value of \(number)") }
  }

  @Test func `a hit gives the same slots, and keys of one hash are kept apart`() {
    let cache = SlotCache(width: 1, entryLimit: 100, byteLimit: 1 << 20)
    let arena = Arena()
    cache.begin(arena)
    let (a, b) = (Bytes.constant("a"), Bytes.constant("b"))
    let slots = cache.insert(a, hash: 1)
    slots[0] = .integer(1)
    #expect(cache.find(b, hash: 1) == nil)
    cache.insert(b, hash: 1)[0] = .integer(2)
    #expect(cache.find(a, hash: 1).map { $0[0].integer } == 1)
    #expect(cache.find(b, hash: 1).map { $0[0].integer } == 2)
    #expect(cache.find(a, hash: 2) == nil)
    arena.reset()
  }

  @Test func `the table is never full`() {
    let cache = SlotCache(width: 1, entryLimit: 64, byteLimit: 1 << 20)
    let arena = Arena()
    cache.begin(arena)
    for number in 0..<1000 {
      let key = Bytes.constant("\(number)")
      // One place for all: the worst table there is, yet a miss still ends.
      #expect(cache.find(key, hash: 0) == nil)
      _ = cache.insert(key, hash: 0)
    }
    arena.reset()
  }
}
