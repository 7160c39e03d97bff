import FileSystem
import Packing
import StageKit

/// The bytes of a file or pipe, unpacked when they begin as gzip or zstd does.
final class DescriptorStream: ByteStream {
  private enum Content {
    /// Nothing was read yet.
    case unknown
    case plain
    case packed(PackedReader)
  }

  private let input: InputRoom
  /// Files never let wait.
  private let isFile: Bool
  private var content = Content.unknown

  init(_ descriptor: Descriptor, name: String) {
    input = InputRoom(descriptor, name: name)
    isFile = descriptor.kind == .file
  }

  func read(into room: UnsafeMutableRawBufferPointer) throws(Failure) -> Int {
    guard !room.isEmpty else { return 0 }
    switch content {
    case .unknown:
      content = try recognize()
      return try read(into: room)
    case .plain: return try input.take(into: room)
    case .packed(let reader): return try reader.read(into: room)
    }
  }

  /// Looks at the first bytes; an input may bring them one by one.
  private func recognize() throws(Failure) -> Content {
    // A named pipe whose writer is still to come reads as one that is over.
    while !isFile, !input.descriptor.isReadable(within: -1) {}
    while true {
      switch PackedFormat.recognize(input.bytes) {
      case .plain: return .plain
      case .packed(let format): return .packed(try PackedReader(input, format))
      case .unclear: guard try input.refill() else { return .plain }
      }
    }
  }

  func wait(milliseconds: Int) -> Bool {
    if isFile { return true }
    if case .packed(let reader) = content { return reader.wait(milliseconds: milliseconds) }
    return !input.isEmpty || input.descriptor.isReadable(within: milliseconds)
  }

  var letsWait: Bool { !isFile }

  /// Pipes do without: who waits for one must hear what it brings.
  var isWorthAThread: Bool { isFile && FileHead.format(of: input.descriptor) != nil }

  var consumed: UInt64 { input.consumed }

  var wakeUp: WakeUp {
    isFile
      ? WakeUp(milliseconds: 0) : WakeUp(descriptor: input.descriptor.number, milliseconds: 1000)
  }

  func close() { input.descriptor.release() }

  // MARK: reading again

  var identity: InputIdentity? {
    isFile ? FileHead.identity(input.descriptor, name: input.name) : nil
  }

  func isContinued(from mark: InputMark) -> Bool {
    isFile && FileHead.matches(input.descriptor, name: input.name, mark)
  }

  /// Only what is not packed has places.
  func seek(to offset: UInt64) -> Bool {
    guard isFile, case .unknown = content, input.isEmpty,
      FileHead.format(of: input.descriptor) == nil
    else { return false }
    guard input.seek(to: offset) else { return false }
    content = .plain
    return true
  }
}
