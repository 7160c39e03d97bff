import Packing
import Synchronization

/// The packers of a sink: as many as pack at once.
final class PackerShelf: Sendable {
  let format: PackedFormat
  private let level: Int
  private let free = Mutex<[any Packer]>([])

  init(_ format: PackedFormat, level: Int) {
    self.format = format
    self.level = level
  }

  /// A packer that nobody else has; nil when there is no memory.
  func take() -> (any Packer)? {
    free.withLock { $0.popLast() } ?? format.makePacker(level: level)
  }

  func giveBack(_ packer: any Packer) { free.withLock { $0.append(packer) } }
}
