import Packing
import StageKit

/// A piece of a packed file, before and after packing.
final class PackedPiece: SideJob, @unchecked Sendable {
  // Sendable: the writer touches it before `beginPacking` and after `finishPacking`; in between the
  // thread does that packs it.

  let plain: Room
  private let packers: PackerShelf
  private var packed: UnsafeMutableRawBufferPointer?
  /// Nil when there was no memory.
  private var size: Int?
  private(set) var lineEnds: UInt64 = 0
  private var order: (any JobOrder)?

  init(size: Int, _ packers: PackerShelf) {
    plain = Room(capacity: size)
    self.packers = packers
  }

  deinit { packed?.deallocate() }

  func beginPacking(_ crew: any Crew) { order = crew.begin(self) }

  var isPacked: Bool { order?.isDone ?? false }

  /// The packed bytes; nil when there was no memory.
  func finishPacking() -> UnsafeRawBufferPointer? {
    order?.finish()
    order = nil
    guard let size, let packed else { return nil }
    return UnsafeRawBufferPointer(rebasing: packed[..<size])
  }

  /// More than it has when it is packed: no packer adds a 16th.
  var longestPacked: Int { plain.capacity + plain.capacity / 16 }

  func run() {
    lineEnds = RowCount.ends(plain.bytes)
    size = nil
    guard let packer = packers.take() else { return }
    let bound = packer.bound(plain.capacity)
    let room = packed ?? .allocate(byteCount: bound, alignment: 64)
    packed = room
    size = packer.pack(plain.bytes, into: room)
    packers.giveBack(packer)
  }

  func reset() {
    plain.clear()
    lineEnds = 0
  }
}
