#if canImport(Glibc)
  private import Glibc
#elseif canImport(Musl)
  private import Musl
#endif

/// Hears from the kernel what happens in folders.
///
/// Shape: a hint and no more. File systems of other machines tell nothing, and of a burst the kernel
/// drops what it has no room for: who must know looks himself now and then.
package final class FolderWatch {
  /// What has happened to a name.
  package struct Event {
    /// As `watch` gave it; -1 when the kernel has dropped events.
    package let folder: Int32
    /// Empty for the folder itself.
    package let name: [UInt8]
    /// Whether names came or went; else bytes were written.
    package let isRenaming: Bool
  }

  /// Becomes readable when something has happened.
  package var descriptor: Int32 { handle.number }

  private let handle: Descriptor
  /// What the kernel hands over in one read: some hundred events.
  private static let roomSize = 16 * 1024

  /// Nil when the system gives no watch.
  package init?() {
    // The flags of `open` and of inotify have the same values; one C library lacks the latter.
    let number = inotify_init1(Int32(O_NONBLOCK | O_CLOEXEC))
    guard number >= 0 else { return nil }
    handle = Descriptor(number)
  }

  /// Begins to watch a folder; the same number again for the same folder, nil when it cannot be
  /// watched.
  package func watch(_ folder: [CChar]) -> Int32? {
    let renaming = IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO
    let kinds = renaming | IN_MODIFY | IN_CLOSE_WRITE | IN_ONLYDIR
    let number = inotify_add_watch(handle.number, folder, UInt32(kinds))
    return number >= 0 ? number : nil
  }

  /// What has happened since; waits for nothing.
  package func events() -> [Event] {
    var events: [Event] = []
    let room = UnsafeMutableRawBufferPointer.allocate(
      byteCount: FolderWatch.roomSize, alignment: MemoryLayout<UInt32>.alignment)
    defer { room.deallocate() }
    while true {
      let count = read(handle.number, room.baseAddress, room.count)
      guard count > 0 else {
        if count < 0, errno == EINTR { continue }
        return events
      }
      var place = 0
      while place + FolderWatch.headSize <= count {
        let event = FolderWatch.event(room, at: &place)
        events.append(event)
      }
    }
  }

  /// Watch, kind, cookie and length of the name, of 32 bits each.
  private static let headSize = 16

  private static func event(_ room: UnsafeMutableRawBufferPointer, at place: inout Int) -> Event {
    let folder = room.loadUnaligned(fromByteOffset: place, as: Int32.self)
    let kind = room.loadUnaligned(fromByteOffset: place + 4, as: UInt32.self)
    let length = Int(room.loadUnaligned(fromByteOffset: place + 12, as: UInt32.self))
    let start = place + headSize
    place = start + length
    // Zero bytes fill the name up.
    let name = room[start..<min(place, room.count)].prefix { $0 != 0 }
    let writing = UInt32(IN_MODIFY | IN_CLOSE_WRITE)
    return Event(folder: folder, name: Array(name), isRenaming: kind & writing == 0)
  }
}
