import StageKit
import Synchronization

#if canImport(Glibc)
  import Glibc
#endif

/// A source of given inputs.
struct ListedInputs: Source {
  static let spec = Spec("memory", "lines in memory")
  let list: [any ByteInput]
  let isEndless: Bool

  init(_ list: [any ByteInput], isEndless: Bool = false) {
    self.list = list
    self.isEndless = isEndless
  }

  init(_ setup: Setup) throws(Findings) { preconditionFailure("made by a test") }
  func inputs() throws(Failure) -> [any ByteInput] { list }
}

/// An input that cannot be opened.
struct MissingInput: ByteInput {
  let name: String
  func open() throws(Failure) -> any ByteStream { throw Failure(.input, "no '\(name)'") }
}

/// An input that gives some bytes and is silent then, for ever.
final class SilentInput: ByteInput {
  let name = "silent"
  private let text: String
  /// Called once when silence begins.
  private let onSilence: @Sendable () -> Void

  init(_ text: String, onSilence: @escaping @Sendable () -> Void = {}) {
    self.text = text
    self.onSilence = onSilence
  }

  func open() throws(Failure) -> any ByteStream { Stream(Array(text.utf8)[...], onSilence) }

  private final class Stream: ByteStream {
    private var bytes: ArraySlice<UInt8>
    private var onSilence: (@Sendable () -> Void)?

    init(_ bytes: ArraySlice<UInt8>, _ onSilence: @escaping @Sendable () -> Void) {
      self.bytes = bytes
      self.onSilence = onSilence
    }

    func read(into room: UnsafeMutableRawBufferPointer) throws(Failure) -> Int {
      precondition(!bytes.isEmpty, "a read of a silent input would never return")
      let part = bytes.prefix(room.count)
      room.copyBytes(from: part)
      bytes = bytes.dropFirst(part.count)
      return part.count
    }

    func wait(milliseconds: Int) -> Bool {
      guard bytes.isEmpty else { return true }
      onSilence?()
      onSilence = nil
      usleep(useconds_t(milliseconds * 1000))
      return false
    }

    func close() {}
  }
}

/// An input each of whose reads takes longer than whole lines may wait.
struct SlowInput: ByteInput {
  let name = "slow"
  private let text: String
  private let readSize: Int
  private let letsWait: Bool

  init(_ text: String, readSize: Int, letsWait: Bool) {
    self.text = text
    self.readSize = readSize
    self.letsWait = letsWait
  }

  func open() throws(Failure) -> any ByteStream {
    Stream(Array(text.utf8)[...], readSize: readSize, letsWait: letsWait)
  }

  private final class Stream: ByteStream {
    private var bytes: ArraySlice<UInt8>
    private let readSize: Int
    let letsWait: Bool

    init(_ bytes: ArraySlice<UInt8>, readSize: Int, letsWait: Bool) {
      self.bytes = bytes
      self.readSize = readSize
      self.letsWait = letsWait
    }

    func read(into room: UnsafeMutableRawBufferPointer) throws(Failure) -> Int {
      usleep(5000)
      let part = bytes.prefix(min(readSize, room.count))
      room.copyBytes(from: part)
      bytes = bytes.dropFirst(part.count)
      return part.count
    }

    func wait(milliseconds: Int) -> Bool { true }
    func close() {}
  }
}
