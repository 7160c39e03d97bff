import DiagnosticKit

/// What the bytes of a file are, before YAML looks at them.
///
/// libyaml would complain as well, but at a byte offset and in words about its reader.
struct TextCheck {
  /// Whether a column is also a distance in bytes.
  private(set) var isASCII = true

  /// Whether there are line breaks that libyaml counts and editors do not (NEL, LS, PS).
  private(set) var hasUnusualBreaks = false

  /// The first character that YAML cannot hold.
  private(set) var finding: Finding?

  init(_ file: SourceFile) {
    if let finding = Self.wideEncoding(file) {
      self.finding = finding
      return
    }
    file.bytes.withUnsafeBufferPointer { bytes in
      var index = 0
      while index < bytes.count {
        let byte = bytes[index]
        if byte >= 0x20 && byte < 0x7F || byte == 0x0A || byte == 0x0D || byte == 0x09 {
          index += 1
        } else {
          index += check(bytes, at: index, in: file)
          if finding != nil { break }
        }
      }
    }
  }

  /// Looks at a character that is not plain ASCII; returns its length in bytes.
  private mutating func check(
    _ bytes: UnsafeBufferPointer<UInt8>, at index: Int, in file: SourceFile
  ) -> Int {
    guard let (value, length) = Self.decode(bytes, at: index) else {
      finding = .error(
        "yaml-encoding", at: Self.span(file, index, 1),
        "byte 0x\(Self.hex(UInt32(bytes[index]), 2)) is not valid UTF-8",
        help: "save the file as UTF-8")
      return 1
    }
    if length > 1 { isASCII = false }
    switch value {
    case 0x85, 0x2028, 0x2029:
      hasUnusualBreaks = true
    case 0xFEFF:
      finding = .error(
        "yaml-control-character", at: Self.span(file, index, length),
        "an invisible byte order mark stands inside the file", help: "delete it")
    case 0...0x1F, 0x7F...0x9F, 0xFFFE, 0xFFFF:
      let escape = value < 0x100 ? "\\x" + Self.hex(value, 2) : "\\u" + Self.hex(value, 4)
      finding = .error(
        "yaml-control-character", at: Self.span(file, index, length),
        "the control character U+\(Self.hex(value, 4)) is not allowed in YAML",
        help: "delete it, or write it as '\(escape)' inside double quotes")
    default:
      break
    }
    return length
  }

  private static func wideEncoding(_ file: SourceFile) -> Finding? {
    guard file.bytes.starts(with: [0xFF, 0xFE]) || file.bytes.starts(with: [0xFE, 0xFF]) else {
      return nil
    }
    return .error(
      "yaml-encoding", at: SourceSpan(file: file, line: 1, column: 1),
      "the file is UTF-16, not UTF-8", help: "save the file as UTF-8")
  }

  private static func span(_ file: SourceFile, _ index: Int, _ length: Int) -> SourceSpan {
    let start = file.span(ofBytes: index..<index)
    return SourceSpan(file: file, line: start.line, column: start.column)
  }

  private static func hex(_ value: UInt32, _ digits: Int) -> String {
    let text = String(value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, digits - text.count)) + text
  }

  /// One well-formed UTF-8 sequence: value and length, or nil.
  private static func decode(
    _ bytes: UnsafeBufferPointer<UInt8>, at index: Int
  ) -> (UInt32, Int)? {
    let lead = bytes[index]
    let length: Int
    switch lead {
    case ..<0x80: return (UInt32(lead), 1)
    case 0xC2...0xDF: length = 2
    case 0xE0...0xEF: length = 3
    case 0xF0...0xF4: length = 4
    default: return nil
    }
    guard index + length <= bytes.count else { return nil }
    var value = UInt32(lead) & (0xFF >> UInt32(length + 1))
    for next in bytes[(index + 1)..<(index + length)] {
      guard next & 0xC0 == 0x80 else { return nil }
      value = value << 6 | UInt32(next & 0x3F)
    }
    let isShortest = value >= (length == 3 ? 0x800 : length == 4 ? 0x10000 : 0x80)
    return isShortest && Unicode.Scalar(value) != nil ? (value, length) : nil
  }
}
