private import CKernels

/// Memory for the new bytes of one slice: taken piece by piece, given back all at once.
///
/// Shape: chunks never move, so slots may point into them until `reset`. Every piece is followed by
/// `Bytes.slack` readable bytes.
/// Cost: a piece is an addition; chunks are kept for the next slice, one of each size.
public final class Arena {
  private var chunks: [(start: UnsafeMutablePointer<UInt8>, size: Int)] = []
  private var current = 0
  private var next: UnsafeMutablePointer<UInt8>
  private var left: Int
  // One worker at a time holds an arena, and this is asked for some events.
  @exclusivity(unchecked) private var kept: [AnyObject] = []

  /// How often it was emptied: who gave it something to keep must give it anew then.
  @exclusivity(unchecked) package private(set) var generation = 0

  /// The usual size of a chunk: a slice of 256 events needs one or two.
  static let chunkSize = 256 * 1024
  /// What may stay allocated between slices; a larger slice gives its chunks back.
  static let keptSize = 4 * 1024 * 1024

  /// `firstChunk`: less than usual for what holds some constants only.
  public init(firstChunk: Int = 256 * 1024) {
    let size = max(firstChunk, 2 * Bytes.slack)
    let start = Arena.allocate(size)
    chunks.append((start, size))
    next = start
    left = size - Bytes.slack
  }

  deinit {
    for chunk in chunks { chunk.start.deallocate() }
  }

  /// Room for `count` bytes whose first `commit`ted ones stay; a later `reserve` reuses the rest.
  public func reserve(_ count: Int) -> UnsafeMutablePointer<UInt8> {
    if count > left { grow(count) }
    return next
  }

  /// Keeps the first `count` bytes of the room that `reserve` gave, and shows them.
  @discardableResult
  public func commit(_ count: Int) -> Bytes {
    let start = next
    next += count
    left -= count
    return Bytes(start, count)
  }

  /// A copy of `bytes`.
  public func copy(_ bytes: Bytes) -> Bytes {
    let room = reserve(bytes.count)
    room.update(from: bytes.start, count: bytes.count)
    return commit(bytes.count)
  }

  /// A copy of a Swift text; for what is made once in a while.
  public func copy(_ text: String) -> Bytes {
    var text = text
    return text.withUTF8 { utf8 in
      let room = reserve(utf8.count)
      if let base = utf8.baseAddress { room.update(from: base, count: utf8.count) }
      return commit(utf8.count)
    }
  }

  /// Aligned room for one value of a plain type, for lists such as entities.
  public func allocate<T: BitwiseCopyable>(_: T.Type) -> UnsafeMutablePointer<T> {
    let room = reserve(MemoryLayout<T>.size + 8)
    let padding = (8 - Int(UInt(bitPattern: room) & 7)) & 7
    commit(MemoryLayout<T>.size + padding)
    return UnsafeMutableRawPointer(room + padding).assumingMemoryBound(to: T.self)
  }

  /// Keeps an object alive as long as the pieces: memory that slots of this slice point into.
  ///
  /// Cost: a search among the few that are kept already.
  public func keep(_ owner: AnyObject) {
    for other in kept where other === owner { return }
    kept.append(owner)
  }

  /// Forgets all pieces and owners; the chunks serve the next slice.
  public func reset() {
    generation &+= 1
    if !kept.isEmpty { kept.removeAll(keepingCapacity: true) }
    var total = 0
    for chunk in chunks { total += chunk.size }
    while total > Arena.keptSize, chunks.count > 1, let last = chunks.popLast() {
      total -= last.size
      last.start.deallocate()
    }
    use(0)
  }

  private func use(_ index: Int) {
    current = index
    next = chunks[index].start
    left = chunks[index].size - Bytes.slack
  }

  private func grow(_ count: Int) {
    for index in chunks.indices.dropFirst(current + 1)
    where chunks[index].size - Bytes.slack >= count {
      chunks.swapAt(index, current + 1)
      use(current + 1)
      return
    }
    let size = max(Arena.chunkSize, count + Bytes.slack)
    chunks.insert((Arena.allocate(size), size), at: current + 1)
    use(current + 1)
  }

  /// Of a chunk that few bytes are taken from, as encoders have them, most takes no memory.
  private static func allocate(_ size: Int) -> UnsafeMutablePointer<UInt8> {
    guard let memory = ck_zeroed(size) else {
      preconditionFailure("there is no memory for \(size) bytes")
    }
    return memory.bindMemory(to: UInt8.self, capacity: size)
  }
}
