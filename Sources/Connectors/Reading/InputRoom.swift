import FileSystem
import StageKit

/// Bytes that were read and not yet used.
final class InputRoom {
  /// Large enough that system calls cost nothing beside unpacking.
  static let capacity = 256 * 1024

  let descriptor: Descriptor
  /// As messages name the input: `'logs/a.gz'`, `stdin`.
  let name: String
  /// Bytes that were read of the descriptor, or passed over.
  private(set) var consumed: UInt64 = 0
  private let room = Room(capacity: InputRoom.capacity)

  init(_ descriptor: Descriptor, name: String) {
    self.descriptor = descriptor
    self.name = name
  }

  var isEmpty: Bool { room.isEmpty }
  var bytes: UnsafeRawBufferPointer { room.bytes }
  func drop(_ count: Int) { room.drop(count) }

  /// Reads more behind what is there; false at the end. It may not be full.
  func refill() throws(Failure) -> Bool {
    if room.isFull { room.compact() }
    let count = try read(into: room.free)
    room.add(count)
    return count > 0
  }

  /// Gives what is there, else reads past the room.
  func take(into target: UnsafeMutableRawBufferPointer) throws(Failure) -> Int {
    room.isEmpty ? try read(into: target) : room.move(into: target)
  }

  private func read(into target: UnsafeMutableRawBufferPointer) throws(Failure) -> Int {
    do throws(SystemError) {
      let count = try descriptor.readSome(into: target)
      consumed += UInt64(count)
      return count
    } catch {
      throw Failure(.input, "cannot read \(name): \(error.reason)")
    }
  }

  /// Goes to a place of the file; nothing may have been read of it.
  func seek(to offset: UInt64) -> Bool {
    guard descriptor.seek(to: offset) else { return false }
    consumed = offset
    return true
  }
}
