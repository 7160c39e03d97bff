import FileSystem
import Packing
import StageKit

/// Unpacks gzip and zstd: members or frames one behind the other; behind gzip's zero bytes, too.
///
/// Errors: what was unpacked before a fault is given first, then the failure, at every call.
/// Source: RFC 1952, RFC 8878.
final class PackedReader {
  /// What `wait` unpacks ahead at most.
  static let aheadCapacity = 64 * 1024

  private enum Place { case member, between, end }

  private let input: InputRoom
  private let format: PackedFormat
  private let unpacker: any Unpacker
  private let ahead = Room(capacity: PackedReader.aheadCapacity)
  private var place = Place.member
  private var failure: Failure?

  /// `input` begins with a mark of the format.
  init(_ input: InputRoom, _ format: PackedFormat) throws(Failure) {
    guard let unpacker = format.makeUnpacker() else {
      throw Failure(.input, "there is no memory to unpack \(input.name)")
    }
    self.input = input
    self.format = format
    self.unpacker = unpacker
  }

  func read(into room: UnsafeMutableRawBufferPointer) throws(Failure) -> Int {
    if !ahead.isEmpty { return ahead.move(into: room) }
    while place != .end {
      if let failure { throw failure }
      let made = advance(into: room)
      if made > 0 { return made }
      if failure == nil, input.isEmpty || needsMore { refill() }
    }
    return 0
  }

  /// Unpacks a little ahead of `read`, so that a pipe that brings half a block lets nobody wait.
  func wait(milliseconds: Int) -> Bool {
    while true {
      if !ahead.isEmpty || failure != nil || place == .end { return true }
      ahead.add(advance(into: ahead.free))
      guard ahead.isEmpty, failure == nil, input.isEmpty || needsMore else { continue }
      guard input.descriptor.isReadable(within: milliseconds) else { return false }
      refill()
    }
  }

  /// Whether what is there is too short to tell whether a frame begins; gzip's reader tells itself.
  private var needsMore: Bool {
    format == .zstd && place == .between && !input.isEmpty
      && input.bytes.count < PackedFormat.markSize
  }

  private func refill() {
    do throws(Failure) {
      guard try !input.refill() else { return }
    } catch {
      failure = error
      return
    }
    if place == .between, input.isEmpty {
      place = .end
    } else {
      failure = Failure(
        .input, "\(input.name) is cut off: the \(format) stream ends in the middle")
    }
  }

  /// Makes bytes of what is in the room; 0 when there is not enough of it, or a member ends.
  private func advance(into room: UnsafeMutableRawBufferPointer) -> Int {
    guard place == .member else {
      startMember()
      return 0
    }
    let step = unpacker.unpack(input.bytes, into: room)
    input.drop(step.used)
    switch step.outcome {
    case .more: break
    case .end: place = .between
    case .fault(let words): failure = Failure(.input, "\(input.name) is damaged: \(words)")
    }
    return step.made
  }

  /// Goes to the next member or frame; gzip may have zero bytes before it.
  private func startMember() {
    if format == .gzip, input.bytes.first == 0 {
      input.drop(input.bytes.firstIndex { $0 != 0 } ?? input.bytes.count)
    }
    guard !input.isEmpty else { return }
    let start = format == .gzip ? input.bytes.prefix(1) : input.bytes[...]
    guard format.mayBegin(UnsafeRawBufferPointer(rebasing: start)) else {
      failure = Failure(
        .input, "\(input.name) is damaged: what follows the \(format) stream is no \(format)")
      return
    }
    guard !needsMore else { return }
    unpacker.reset()
    place = .member
  }
}
