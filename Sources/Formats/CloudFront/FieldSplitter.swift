import CKernels
import StageKit

/// Cuts lines at tabs; remembers the places of one line.
///
/// Cost: one pass, 64 bytes at a time; no allocation after the first.
final class FieldSplitter {
  /// Fields that can be read; lines may have more.
  static let capacity = 64

  /// Where each field begins; behind the last one, one more than where it ends.
  private let starts: UnsafeMutablePointer<UnsafePointer<UInt8>>

  init() {
    starts = .allocate(capacity: FieldSplitter.capacity + 1)
    starts.initialize(repeating: Bytes.empty.start, count: FieldSplitter.capacity + 1)
  }

  deinit { starts.deallocate() }

  /// Cuts a line; gives the number of its fields, all of them.
  func split(_ line: Bytes) -> Int {
    starts[0] = line.start
    var count = 1
    var at = 0
    while at < line.count {
      let group = line.start + at
      var tabs = ck_equal64(group, 9)
      let left = line.count &- at
      if left < 64 { tabs &= (1 &<< UInt64(truncatingIfNeeded: left)) &- 1 }
      while tabs != 0 {
        if count <= FieldSplitter.capacity {
          starts[count] = group + (tabs.trailingZeroBitCount &+ 1)
        }
        count &+= 1
        tabs &= tabs &- 1
      }
      at &+= 64
    }
    if count <= FieldSplitter.capacity { starts[count] = line.end + 1 }
    return count
  }

  /// A field of the line cut last; the caller keeps below its number and `capacity`.
  subscript(field: Int) -> Bytes {
    Bytes(starts[field], starts[field &+ 1] - starts[field] - 1)
  }
}
