import FileSystem

/// The end of files.
enum FileTail {
  /// What is read at once.
  private static let pieceSize = 64 * 1024
  /// Bytes that are compared at the end of a copy: a line or several, which hold times mostly.
  private static let comparedSize: UInt64 = 4096

  /// Where the last whole line ends; 0 without any.
  static func lastLineEnd(_ descriptor: Descriptor, size: UInt64) -> UInt64 {
    var end = size
    while end > 0 {
      let start = end > UInt64(pieceSize) ? end - UInt64(pieceSize) : 0
      let bytes = read(descriptor, at: start, count: Int(end - start))
      if let place = bytes.lastIndex(of: 10) { return start + UInt64(place) + 1 }
      guard !bytes.isEmpty else { return 0 }
      end = start
    }
    return 0
  }

  /// Whether a file has nothing but what another one has at the same places, at its end.
  static func isWithin(_ copy: Descriptor, _ original: Descriptor) -> Bool {
    guard let size = FileFacts(copy)?.size, let whole = FileFacts(original)?.size, size <= whole
    else { return false }
    let start = size > comparedSize ? size - comparedSize : 0
    let count = Int(size - start)
    return read(copy, at: start, count: count) == read(original, at: start, count: count)
  }

  private static func read(_ descriptor: Descriptor, at offset: UInt64, count: Int) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    let got = bytes.withUnsafeMutableBytes { descriptor.peek(into: $0, at: offset) } ?? 0
    return Array(bytes[..<got])
  }
}
