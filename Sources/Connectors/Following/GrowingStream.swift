import FileSystem
import StageKit

/// What a plain file that is followed has got since it was read last.
///
/// Shape: a file may be emptied at any time and get other content. So what was read counts only when
/// the file still begins as before when that is over: emptying it would have changed its beginning.
final class GrowingStream: ByteStream {
  private let file: FollowedFile
  private let descriptor: Descriptor
  /// Its first bytes, more of them as it grows.
  private var head: [UInt8]
  private var place: UInt64 = 0
  /// Where the turn is over.
  private let end: UInt64
  let identity: InputIdentity?

  init(_ file: FollowedFile, _ descriptor: Descriptor) {
    self.file = file
    self.descriptor = descriptor
    head = FileHead.start(of: descriptor, count: InputIdentity.headSize) ?? []
    let facts = FileFacts(descriptor)
    let isSame = file.head.begins(head) && facts.map { $0.size >= file.offset } ?? false
    file.hasMore = false
    file.wasCut = !isSame
    guard isSame, let facts else {
      // What is there now is none of this content: nothing is said of it.
      identity = nil
      end = 0
      return
    }
    let print = ContentHead(head)
    var identity = InputIdentity(
      device: facts.file.device, inode: facts.file.inode, size: facts.size,
      headLength: print.length, headDigest: print.digest)
    identity.generation = file.generation
    self.identity = identity
    end = file.hasLongLine ? .max : file.offset + FollowLimits.turnSize
  }

  func read(into room: UnsafeMutableRawBufferPointer) throws(Failure) -> Int {
    guard !file.wasCut else { return 0 }
    guard place < end, !head.isEmpty else {
      file.hasMore = place >= end
      return 0
    }
    let room = UnsafeMutableRawBufferPointer(
      rebasing: room.prefix(Int(clamping: end - place)))
    let count: Int
    do throws(SystemError) { count = try descriptor.readSome(into: room, at: place) } catch {
      throw Failure(.input, "cannot read '\(file.path.text)': \(error.reason)")
    }
    guard count > 0, isUnchanged else { return 0 }
    place += UInt64(count)
    file.readEnd = place
    return count
  }

  private var isUnchanged: Bool {
    let isShort = head.count < InputIdentity.headSize
    let now = FileHead.start(of: descriptor, count: InputIdentity.headSize) ?? []
    file.wasCut = !now.starts(with: head)
    if isShort, !file.wasCut {
      head = now
      file.head = ContentHead(now)
    }
    return !file.wasCut
  }

  func wait(milliseconds: Int) -> Bool { true }
  func close() {}
  func isContinued(from mark: InputMark) -> Bool { !file.wasCut }

  func seek(to offset: UInt64) -> Bool {
    place = offset
    return true
  }
}
