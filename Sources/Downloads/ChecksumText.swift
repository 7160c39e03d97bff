/// Checksums as they are written in files beside the data.
enum ChecksumText {
  /// The first word of a text when it is a SHA-256; `sha256sum` and others write the name of the file
  /// behind it.
  static func first(in bytes: [UInt8]) -> String? {
    let text = String(decoding: bytes, as: UTF8.self)
    let word = text.split(whereSeparator: \.isWhitespace).first.map { $0.lowercased() }
    return word.flatMap { isChecksum($0) ? $0 : nil }
  }

  static func isChecksum(_ text: String) -> Bool {
    text.utf8.count == 64
      && text.utf8.allSatisfy { (48...57).contains($0) || (97...102).contains($0) }
  }
}
