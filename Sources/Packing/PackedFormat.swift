/// How bytes are packed.
package enum PackedFormat: String, Sendable, CaseIterable {
  case gzip
  case zstd

  /// By the end of a file's name.
  package init?(path: String) {
    guard let format = PackedFormat.allCases.first(where: { path.hasSuffix($0.ending) }) else {
      return nil
    }
    self = format
  }

  /// What the names of such files end in.
  package var ending: String {
    switch self {
    case .gzip: ".gz"
    case .zstd: ".zst"
    }
  }

  /// Efforts of packing, from fast to small. zstd's higher ones take hundreds of megabytes.
  package var levels: ClosedRange<Int> {
    switch self {
    case .gzip: 1...9
    case .zstd: 1...19
    }
  }

  /// What the programs of the same names do.
  package var usualLevel: Int {
    switch self {
    case .gzip: 6
    case .zstd: 3
    }
  }

  // MARK: what bytes begin with

  package enum Recognition: Equatable {
    case plain
    case packed(PackedFormat)
    /// There are too few bytes to tell.
    case unclear
  }

  /// Bytes that tell, at most.
  package static let markSize = 4

  /// How the first bytes of an input are packed.
  ///
  /// Shape: a single byte that is a letter says nothing: plain text that comes byte by byte is not
  /// held up.
  package static func recognize(_ bytes: some Collection<UInt8>) -> Recognition {
    let start = Array(bytes.prefix(markSize))
    var isUnclear = start.isEmpty
    for format in allCases {
      for mark in format.marks {
        let isAlike = zip(start, mark).allSatisfy { $1.contains($0) }
        guard isAlike, !start.isEmpty else { continue }
        if start.count >= mark.count { return .packed(format) }
        if start.count > 1 || mark[0].count == 1 { isUnclear = true }
      }
    }
    return isUnclear ? .unclear : .plain
  }

  /// Whether bytes may be the beginning of a member or frame, as far as they go.
  package func mayBegin(_ bytes: UnsafeRawBufferPointer) -> Bool {
    marks.contains { mark in zip(bytes, mark).allSatisfy { $1.contains($0) } }
  }

  /// zstd has frames that hold nothing for readers; some programs begin with one.
  private var marks: [[ClosedRange<UInt8>]] {
    switch self {
    case .gzip: [[0x1F...0x1F, 0x8B...0x8B]]
    case .zstd:
      [
        [0x28...0x28, 0xB5...0xB5, 0x2F...0x2F, 0xFD...0xFD],
        [0x50...0x5F, 0x2A...0x2A, 0x4D...0x4D, 0x18...0x18],
      ]
    }
  }
}
