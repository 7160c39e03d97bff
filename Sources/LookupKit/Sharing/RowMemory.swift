import EventModel
import Synchronization

#if canImport(Glibc)
  private import Glibc
#elseif canImport(Musl)
  private import Musl
#endif

/// Rows of slots that never move nor change, each with the bytes of its texts, and an index from tags
/// to them; all of it goes at once.
///
/// Shape: one thread at a time adds, while any number of others find rows through a `RowView`.
final class RowMemory: @unchecked Sendable {
  // Sendable: all that changes is touched in the `TryLock` of the `SharedRows` alone. A row and the place
  // of its chunk are written before the word that names them is stored with release order, and never
  // again; who finds a row has loaded that word with acquire order. An index that grew takes over
  // through a view that is handed on in the lock; the ones before stay, for older views.

  /// What the rows and the indexes take.
  private(set) var byteCount = 0
  private(set) var count = 0
  private(set) var view: RowView

  private let form: RowForm
  private let chunks: UnsafeMutablePointer<UnsafeMutableRawPointer>
  private var chunkCount = 0
  private var used = 0
  private var left = 0
  private var indexes: [UnsafeMutablePointer<Atomic<UInt64>>] = []

  /// Small runs meet a few hundred places.
  private static let firstDigits: UInt32 = 11

  init(_ form: RowForm) {
    self.form = form
    chunks = .allocate(capacity: RowView.chunkLimit)
    let words = RowMemory.makeIndex(digits: RowMemory.firstDigits)
    indexes.append(words)
    view = RowMemory.view(words, digits: RowMemory.firstDigits, chunks)
    byteCount = MemoryLayout<UInt64>.stride << Int(RowMemory.firstDigits)
  }

  deinit {
    for place in 0..<chunkCount { free(chunks[place]) }
    chunks.deallocate()
    for words in indexes { free(words) }
  }

  /// Copies a row and its bytes; nil when it is longer than any chunk, or no chunk may be added.
  func add(_ tag: UInt32, _ key: Bytes, _ values: UnsafePointer<Slot>) -> UnsafePointer<Slot>? {
    let size = form.size(key, values)
    if left < size, !addChunk(size) { return nil }
    let (chunk, offset) = (chunkCount - 1, used)
    let row = form.write(key, values, to: chunks[chunk] + offset)
    used += size
    left -= size
    count += 1
    if count * 2 > view.mask { growIndex() }
    insert(RowView.word(tag, chunk: chunk, offset: offset))
    return row
  }

  private func addChunk(_ size: Int) -> Bool {
    let usual = chunkCount == 0 ? RowForm.firstChunk : form.laterChunk
    let bytes = max(usual, (size + RowView.unit + Bytes.slack + 4095) & ~4095)
    guard bytes <= RowView.longestChunk, chunkCount < RowView.chunkLimit else { return false }
    let chunk = RowMemory.pages(bytes)
    (chunks + chunkCount).initialize(to: chunk)
    chunkCount += 1
    // Rows begin with a line of memory, and none at the beginning of its chunk.
    used = 64 - Int(UInt(bitPattern: chunk) & 63)
    left = bytes - used - Bytes.slack
    byteCount += bytes
    return true
  }

  // MARK: index

  private func insert(_ word: UInt64) {
    var place = view.firstPlace(of: UInt32(truncatingIfNeeded: word &>> 32))
    while view.words[place].load(ordering: .relaxed) != 0 { place = (place &+ 1) & view.mask }
    view.words[place].store(word, ordering: .releasing)
  }

  private func growIndex() {
    let old = view
    // Four times as large: those before, which stay, then take a third of the new one.
    let digits = 34 - old.shift
    let words = RowMemory.makeIndex(digits: digits)
    indexes.append(words)
    view = RowMemory.view(words, digits: digits, chunks)
    for place in 0...old.mask {
      let word = old.words[place].load(ordering: .relaxed)
      if word != 0 { insert(word) }
    }
    byteCount += MemoryLayout<UInt64>.stride << Int(digits)
  }

  private static func view(
    _ words: UnsafeMutablePointer<Atomic<UInt64>>, digits: UInt32,
    _ chunks: UnsafeMutablePointer<UnsafeMutableRawPointer>
  ) -> RowView {
    RowView(
      words: words, chunks: UnsafePointer(chunks), mask: 1 << Int(digits) - 1, shift: 32 - digits)
  }

  private static func makeIndex(digits: UInt32) -> UnsafeMutablePointer<Atomic<UInt64>> {
    let count = 1 << Int(digits)
    let words = pages(MemoryLayout<UInt64>.stride * count)
      .bindMemory(to: Atomic<UInt64>.self, capacity: count)
    for place in 0..<count { (words + place).initialize(to: Atomic(0)) }
    return words
  }

  private static let largePage = 2 * 1024 * 1024

  /// Memory that begins on a large page when it fills some, so that look-ups miss no translation; else at
  /// a multiple of 16. glibc 2.36 finds what was taken with an alignment and freed no use again: chunks
  /// that come and go would take 30 MB more.
  private static func pages(_ size: Int) -> UnsafeMutableRawPointer {
    var memory: UnsafeMutableRawPointer?
    if size < largePage {
      memory = malloc(size)
    } else if posix_memalign(&memory, largePage, size) == 0, let memory {
      madvise(memory, size & ~(largePage - 1), MADV_HUGEPAGE)
    }
    guard let memory else { preconditionFailure("there is no memory for \(size) bytes") }
    return memory
  }
}
