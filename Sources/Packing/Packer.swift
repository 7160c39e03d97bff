/// Packs pieces, each to a gzip member or zstd frame of its own; for one thread at a time.
package protocol Packer: AnyObject, Sendable {
  /// The size that a piece of `count` bytes has at most when it is packed.
  func bound(_ count: Int) -> Int

  /// Packs a piece into room of at least its bound and returns the size; nil when there is no memory.
  ///
  /// Shape: the same bytes always give the same bytes.
  func pack(
    _ bytes: UnsafeRawBufferPointer, into room: UnsafeMutableRawBufferPointer
  ) -> Int?
}

extension PackedFormat {
  /// By the fastest library that is there; nil when there is no memory.
  package func makePacker(level: Int) -> (any Packer)? {
    packers.first.flatMap { $0.make(level) }
  }

  /// All that this program was built with, the fastest first.
  var packers: [(library: String, make: (_ level: Int) -> (any Packer)?)] {
    switch self {
    case .gzip: PackedFormat.deflaters
    case .zstd: [("zstd", { ZstdPacker(level: $0) })]
    }
  }

  private static var deflaters: [(library: String, make: (_ level: Int) -> (any Packer)?)] {
    #if canImport(CDeflate)
      [("libdeflate", { LibdeflatePacker(level: $0) }), ("zlib", { ZlibPacker(level: $0) })]
    #else
      [("zlib", { ZlibPacker(level: $0) })]
    #endif
  }
}
