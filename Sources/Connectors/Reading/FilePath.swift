/// The path of a file as the system gives it: bytes, not always text.
struct FilePath: Hashable, Sendable {
  let bytes: [UInt8]

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The path as text; bytes that are no UTF-8 are shown as `\xE9`, so that names stay different.
  var text: String {
    if let text = String(validating: bytes, as: UTF8.self) { return text }
    return bytes.map(FilePath.shown).joined()
  }

  private static func shown(_ byte: UInt8) -> String {
    guard byte >= 0x80 else { return String(UnicodeScalar(byte)) }
    return "\\x" + String(byte, radix: 16, uppercase: true)
  }

  /// The path for system calls; `root` is what stands before relative ones, empty or with a slash.
  func resolved(root: String) -> [CChar] {
    let isAbsolute = bytes.first == UInt8(ascii: "/")
    let whole = isAbsolute ? bytes : Array(root.utf8) + bytes
    return whole.map(CChar.init(bitPattern:)) + [0]
  }

  /// The path without empty parts and `.`, to compare.
  var normalized: [UInt8] {
    let slash = UInt8(ascii: "/")
    let parts = bytes.split(separator: slash).filter { $0 != [UInt8(ascii: ".")] }
    return (bytes.first == slash ? [slash] : []) + parts.joined(separator: [slash])
  }
}
