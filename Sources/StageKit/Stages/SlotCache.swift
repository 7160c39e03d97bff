private import CKernels

/// A bounded cache of one worker: key bytes to a row of slots, emptied whole when it is full.
///
/// Shape: what is handed out stays valid as long as the slice for which `begin` was called, also
/// when the cache empties itself meanwhile.
/// Cost: a hash and a comparison a look-up; memory up to `byteLimit` twice. It begins with 1,024 keys,
/// and takes more only when keys are found again.
public final class SlotCache {
  private struct Entry {
    var hash: UInt64
    var key: Bytes
    var values: UnsafeMutablePointer<Slot>
  }

  private let width: Int
  private let byteLimit: Int
  // One worker has a cache, and asks it for every event.
  @exclusivity(unchecked) private var room: KeyRoom
  @exclusivity(unchecked) private var table = UnsafeMutableBufferPointer<Entry?>(
    start: nil, count: 0)
  @exclusivity(unchecked) private var owner = CacheMemory()
  @exclusivity(unchecked) private var arena: Arena?
  @exclusivity(unchecked) private var generation = -1
  @exclusivity(unchecked) private var count = 0
  @exclusivity(unchecked) private var mask = 0

  /// `width` slots a key; at most `entryLimit` keys and about `byteLimit` bytes of keys and texts.
  public init(width: Int, entryLimit: Int, byteLimit: Int) {
    self.width = width
    self.byteLimit = byteLimit
    room = KeyRoom(first: SlotCache.firstLimit, most: entryLimit)
    makeTable()
  }

  private static let firstLimit = 1024

  /// Makes an empty table that is half full at most.
  private func makeTable() {
    var size = 64
    while size < room.limit * 2 { size *= 2 }
    table = .allocate(capacity: size)
    table.initialize(repeating: nil)
    mask = size - 1
    owner.table = UnsafeMutableRawPointer(table.baseAddress)
  }

  /// Ties what is handed out from now on to a slice.
  ///
  /// Cost: two comparisons for a slice that it is tied to already.
  public func begin(_ arena: Arena) {
    // The arena of the last slice is not freed before: no other one is at its place.
    if self.arena === arena, generation == arena.generation { return }
    self.arena = arena
    generation = arena.generation
    arena.keep(owner)
  }

  /// The slots of a key; nil when it is not there.
  public func find(_ key: Bytes, hash: UInt64) -> UnsafePointer<Slot>? {
    var place = Int(truncatingIfNeeded: hash) & mask
    while let entry = table[place] {
      if entry.hash == hash, entry.key == key {
        room.hits &+= 1
        return UnsafePointer(entry.values)
      }
      place = (place + 1) & mask
    }
    return nil
  }

  /// Fetches the place of a key into the processor's cache.
  public func fetchPlace(hash: UInt64) {
    guard let base = table.baseAddress else { return }
    ck_fetch(base + (Int(truncatingIfNeeded: hash) & mask))
  }

  /// Fetches the slots and the key of a place that was fetched before, which lie beside each other
  /// as a rule.
  public func fetchRow(hash: UInt64) {
    guard let entry = table[Int(truncatingIfNeeded: hash) & mask], entry.hash == hash else {
      return
    }
    let size = width * MemoryLayout<Slot>.stride + entry.key.count
    for line in 0...min(size / 64, SlotCache.fetchedLines) {
      ck_fetch(UnsafeRawPointer(entry.values) + line * 64)
    }
  }

  /// Lines of memory that are fetched at most: 12 slots and an agent of 300 bytes.
  private static let fetchedLines = 8

  /// Adds a key that is not there; the caller fills its slots, all empty at first, with values whose
  /// bytes come from `store` or live longer.
  public func insert(_ key: Bytes, hash: UInt64) -> UnsafeMutablePointer<Slot> {
    if count >= room.limit || owner.used > byteLimit { makeRoom() }
    let values = owner.arena.allocateSlots(width)
    put(Entry(hash: hash, key: store(key), values: values))
    count += 1
    return values
  }

  /// A copy of bytes that lives as long as the key inserted last.
  public func store(_ bytes: Bytes) -> Bytes {
    owner.used += bytes.count
    return owner.arena.copy(bytes)
  }

  /// A copy of a Swift text that lives as long as the key inserted last.
  public func store(_ text: String) -> Bytes {
    owner.used += text.utf8.count
    return owner.arena.copy(text)
  }

  /// Takes more keys where that pays and may be, else forgets them.
  private func makeRoom() {
    let old = table
    if room.grow(with: count, fits: owner.used <= byteLimit) {
      makeTable()
      for case let entry? in old { put(entry) }
      old.deallocate()
    } else {
      owner = CacheMemory()
      makeTable()
      count = 0
      arena?.keep(owner)
    }
  }

  private func put(_ entry: Entry) {
    var place = Int(truncatingIfNeeded: entry.hash) & mask
    while table[place] != nil { place = (place + 1) & mask }
    table[place] = entry
  }
}

/// The memory of one generation of a cache: lives until the last slice that points into it ends.
final class CacheMemory {
  let arena = Arena()
  var used = 0
  /// Slots are in the arena: nobody but the cache points into the table.
  var table: UnsafeMutableRawPointer?

  deinit { table?.deallocate() }
}

extension Arena {
  /// Room for `count` empty slots.
  func allocateSlots(_ count: Int) -> UnsafeMutablePointer<Slot> {
    let room = reserve(MemoryLayout<Slot>.stride * count + 16)
    let padding = (16 - Int(UInt(bitPattern: room) & 15)) & 15
    commit(MemoryLayout<Slot>.stride * count + padding)
    let slots = UnsafeMutableRawPointer(room + padding)
      .bindMemory(to: Slot.self, capacity: count)
    slots.initialize(repeating: .empty, count: count)
    return slots
  }
}
