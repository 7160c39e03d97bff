/// Where records come from.
public protocol Source: Sendable {
  static var spec: Spec { get }

  init(_ setup: Setup) throws(Findings)

  /// Whether the input goes on until somebody stops it; what was read is then finished and kept.
  var isEndless: Bool { get }

  /// The inputs in the order in which they are read.
  ///
  /// Errors: a `Failure` of class `input` when the list cannot be made, or nothing is there.
  func inputs() throws(Failure) -> [any ByteInput]
}

/// One input of a source: a file, a pipe.
public protocol ByteInput: Sendable {
  /// As messages and failed events name it.
  var name: String { get }

  func open() throws(Failure) -> any ByteStream
}

/// The bytes of an open input.
public protocol ByteStream: AnyObject {
  /// Reads some bytes; 0 at the end.
  ///
  /// Errors: a `Failure` of class `input`; what was read before stays good.
  func read(into room: UnsafeMutableRawBufferPointer) throws(Failure) -> Int

  /// Waits until bytes can be read; false when the time is over before.
  func wait(milliseconds: Int) -> Bool

  func close()
}
