import StageKit

/// The members of an object that nothing claims, as they came, in one JSON object.
final class Remainder {
  private var text: UnsafeMutablePointer<UInt8>
  private var count = 1
  private var capacity = 4096

  init() {
    text = .allocate(capacity: capacity)
    text[0] = 123
  }

  deinit { text.deallocate() }

  /// Begins with the next event.
  func begin() { count = 1 }

  /// Adds a member; its key is as it stands in JSON, without quotes.
  func add(_ key: Bytes, _ value: Bytes) {
    putKey(key, room: value.count)
    put(value)
  }

  /// Opens an object of which only some members follow; the result closes it.
  func open(_ key: Bytes) -> Int {
    let mark = count
    putKey(key, room: 1)
    put(123)
    return mark
  }

  /// Closes an object; one that is empty vanishes, unless it came so.
  func close(_ mark: Int, keepsEmpty: Bool) {
    if text[count - 1] == 123 && !keepsEmpty {
      count = mark
    } else {
      need(1)
      put(125)
    }
  }

  /// The object; empty when nothing was added.
  func copy(to arena: Arena) -> Slot {
    guard count > 1 else { return .empty }
    need(1)
    put(125)
    let room = arena.reserve(count)
    room.update(from: text, count: count)
    return .json(arena.commit(count))
  }

  private func putKey(_ key: Bytes, room: Int) {
    need(key.count + room + 4)
    if text[count - 1] != 123 { put(44) }
    put(34)
    put(key)
    put(34)
    put(58)
  }

  private func put(_ byte: UInt8) {
    text[count] = byte
    count += 1
  }

  private func put(_ bytes: Bytes) {
    (text + count).update(from: bytes.start, count: bytes.count)
    count += bytes.count
  }

  private func need(_ more: Int) {
    guard count + more > capacity else { return }
    capacity = max(capacity * 2, count + more)
    let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
    larger.update(from: text, count: count)
    text.deallocate()
    text = larger
  }
}
