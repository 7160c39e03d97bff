/// A piece of memory that is filled from the left and emptied from the left.
///
/// Shape: fixed capacity; `bytes` is what was put in and not yet taken out.
final class Room {
  private let memory: UnsafeMutableRawBufferPointer
  private var start = 0
  private var end = 0

  init(capacity: Int) {
    memory = .allocate(byteCount: capacity, alignment: 64)
  }

  deinit { memory.deallocate() }

  var capacity: Int { memory.count }
  var isEmpty: Bool { start == end }
  var isFull: Bool { end == memory.count }
  var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: memory[start..<end]) }

  /// Where the next bytes go; `add` says how many came.
  var free: UnsafeMutableRawBufferPointer {
    UnsafeMutableRawBufferPointer(rebasing: memory[end...])
  }

  func add(_ count: Int) { end += count }

  /// Takes bytes out; room that is empty begins anew.
  func drop(_ count: Int) {
    start += count
    if start == end { clear() }
  }

  /// Moves what is there to the beginning, so that there is room behind it.
  func compact() {
    memory.copyMemory(from: UnsafeRawBufferPointer(rebasing: memory[start..<end]))
    end -= start
    start = 0
  }

  func clear() {
    start = 0
    end = 0
  }

  /// Copies as much as there is room for and returns how much.
  func fill(from source: UnsafeRawBufferPointer) -> Int {
    let count = min(source.count, memory.count - end)
    free.copyMemory(from: UnsafeRawBufferPointer(rebasing: source[..<count]))
    end += count
    return count
  }

  /// Moves as much as `target` holds and returns how much.
  func move(into target: UnsafeMutableRawBufferPointer) -> Int {
    let count = min(target.count, end - start)
    target.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[..<count]))
    drop(count)
    return count
  }
}
