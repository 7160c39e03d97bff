/// Unpacks one gzip member or zstd frame at a time, a piece of it at each call.
package protocol Unpacker: AnyObject {
  /// Begins with the next member or frame.
  func reset()

  /// Makes bytes of bytes; `room` is not empty.
  ///
  /// Shape: what was made before a fault is given with it.
  func unpack(
    _ bytes: UnsafeRawBufferPointer, into room: UnsafeMutableRawBufferPointer
  ) -> UnpackStep
}

/// What a call of an unpacker did.
package struct UnpackStep: Equatable {
  package enum Outcome: Equatable {
    /// Bytes or room are missing.
    case more
    /// The member or frame is over; its checksum is right.
    case end
    /// What is wrong with the bytes.
    case fault(String)
  }

  package var used = 0
  package var made = 0
  package var outcome = Outcome.more

  static let checksum = Outcome.fault("its checksum is wrong")
  static let length = Outcome.fault("its length is wrong")
  static let noMemory = Outcome.fault("there is no memory to unpack it")
}

extension PackedFormat {
  /// By the fastest library that is there; nil when there is no memory.
  package func makeUnpacker() -> (any Unpacker)? { unpackers.first.flatMap { $0.make() } }

  /// All that this program was built with, the fastest first.
  var unpackers: [(library: String, make: () -> (any Unpacker)?)] {
    switch self {
    case .gzip: PackedFormat.inflaters
    case .zstd: [("zstd", { ZstdUnpacker() })]
    }
  }

  private static var inflaters: [(library: String, make: () -> (any Unpacker)?)] {
    #if canImport(CISAL)
      [("ISA-L", { ISALInflater() }), ("zlib", { ZlibInflater() })]
    #else
      [("zlib", { ZlibInflater() })]
    #endif
  }
}
