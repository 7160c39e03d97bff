import FileSystem
import StageKit

/// Unpacks gzip: members one behind the other, zero bytes between and behind them.
///
/// Errors: what was unpacked before a fault is given first, then the failure, at every call.
/// Source: RFC 1952.
final class GzipReader {
  static let magic: (UInt8, UInt8) = (0x1F, 0x8B)

  /// Whether bytes begin as gzip does.
  static func isPacked(_ bytes: some RandomAccessCollection<UInt8>) -> Bool {
    bytes.starts(with: [magic.0, magic.1])
  }

  /// What `wait` unpacks ahead at most.
  static let aheadCapacity = 64 * 1024

  private enum Place { case member, between, end }

  private let input: InputRoom
  private let inflater: Inflater
  private let ahead = Room(capacity: GzipReader.aheadCapacity)
  private var place = Place.member
  private var failure: Failure?

  /// `input` begins with the magic bytes.
  init(_ input: InputRoom) throws(Failure) {
    guard let inflater = Inflater() else {
      throw Failure(.input, "there is no memory to unpack \(input.name)")
    }
    self.input = input
    self.inflater = inflater
  }

  func read(into room: UnsafeMutableRawBufferPointer) throws(Failure) -> Int {
    if !ahead.isEmpty { return ahead.move(into: room) }
    while place != .end {
      if let failure { throw failure }
      let made = advance(into: room)
      if made > 0 { return made }
      if failure == nil, input.isEmpty { refill() }
    }
    return 0
  }

  /// Unpacks a little ahead of `read`, so that a pipe that brings half a block lets nobody wait.
  func wait(milliseconds: Int) -> Bool {
    while true {
      if !ahead.isEmpty || failure != nil || place == .end { return true }
      ahead.add(advance(into: ahead.free))
      guard ahead.isEmpty, failure == nil, input.isEmpty else { continue }
      guard input.descriptor.isReadable(within: milliseconds) else { return false }
      refill()
    }
  }

  private func refill() {
    do throws(Failure) {
      guard try !input.refill() else { return }
    } catch {
      failure = error
      return
    }
    if place == .between {
      place = .end
    } else {
      failure = Failure(
        .input, "\(input.name) is cut off: the gzip stream ends in the middle")
    }
  }

  /// Makes bytes of what is in the room; 0 when there is not enough of it, or a member ends.
  private func advance(into room: UnsafeMutableRawBufferPointer) -> Int {
    guard place == .member else {
      startMember()
      return 0
    }
    let step = inflater.unpack(input.bytes, into: room)
    input.drop(step.used)
    switch step.outcome {
    case .more: break
    case .end: place = .between
    case .fault(let words): failure = Failure(.input, "\(input.name) is damaged: \(words)")
    }
    return step.made
  }

  /// Passes zero bytes over, up to the next member.
  private func startMember() {
    while let first = input.bytes.first(where: { _ in true }) {
      guard first == 0 else {
        guard first == GzipReader.magic.0 else {
          failure = Failure(
            .input, "\(input.name) is damaged: what follows the gzip stream is no gzip")
          return
        }
        inflater.reset()
        place = .member
        return
      }
      input.drop(input.bytes.firstIndex { $0 != 0 } ?? input.bytes.count)
    }
  }
}
