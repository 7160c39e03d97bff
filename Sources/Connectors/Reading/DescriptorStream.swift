import FileSystem
import StageKit

/// The bytes of a file or pipe, unpacked when they begin as gzip does.
final class DescriptorStream: ByteStream {
  private enum Content {
    /// Nothing was read yet.
    case unknown
    case plain
    case gzip(GzipReader)
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
    case .gzip(let reader): return try reader.read(into: room)
    }
  }

  /// Looks at the first two bytes; an input may bring them one by one.
  private func recognize() throws(Failure) -> Content {
    // A named pipe whose writer is still to come reads as one that is over.
    while !isFile, !input.descriptor.isReadable(within: -1) {}
    while input.bytes.count < 2, input.isEmpty || input.bytes[0] == GzipReader.magic.0 {
      guard try input.refill() else { return .plain }
    }
    return GzipReader.isPacked(input.bytes) ? .gzip(try GzipReader(input)) : .plain
  }

  func wait(milliseconds: Int) -> Bool {
    if isFile { return true }
    if case .gzip(let reader) = content { return reader.wait(milliseconds: milliseconds) }
    return !input.isEmpty || input.descriptor.isReadable(within: milliseconds)
  }

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
      let bytes = FileHead.start(of: input.descriptor, count: 2), !GzipReader.isPacked(bytes)
    else { return false }
    guard input.seek(to: offset) else { return false }
    content = .plain
    return true
  }
}
