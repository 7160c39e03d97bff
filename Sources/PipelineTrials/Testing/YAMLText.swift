import StageKit

/// JSON values as YAML that reads back as the same.
enum YAMLText {
  /// A value for a line of its own or inside braces.
  ///
  /// Shape: `isTyped` when the type of the field decides what an unquoted word is; else texts that
  /// look like JSON literals stand in quotes.
  static func value(_ json: String, isTyped: Bool = true) -> String {
    guard json.hasPrefix("\"") else { return json }
    let arena = Arena()
    guard let value = try? JSONScanner.value(arena.copy(json)),
      let text = value.text(arena: arena)?.string
    else { return json }
    return self.text(text, isTyped: isTyped)
  }

  /// A text as a plain word, in single quotes, or with escapes.
  static func text(_ text: String, isTyped: Bool = true) -> String {
    if isPlain(text, isTyped) { return text }
    let isClean = text.unicodeScalars.allSatisfy {
      $0.value >= 32 && $0.value != 127 && isShown($0)
    }
    return isClean
      ? "'" + text.replacing("'", with: "''") + "'"
      : JSONText.quoted(text).unicodeScalars.map(escaped).joined()
  }

  /// Characters that YAML wants escaped, or that nobody would see.
  private static func isShown(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x80...0x9F, 0x2028...0x202E, 0x2066...0x2069, 0x200B...0x200F, 0xFEFF, 0xD800...0xDFFF,
      0xFFFE...0xFFFF:
      false
    default: true
    }
  }

  private static func escaped(_ scalar: Unicode.Scalar) -> String {
    guard !isShown(scalar) || scalar.value == 127 else { return String(scalar) }
    let digits = String(scalar.value, radix: 16)
    return scalar.value <= 0xFFFF
      ? "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      : "\\U" + String(repeating: "0", count: 8 - digits.count) + digits
  }

  /// Whether a text needs no quotes, in a block as between braces.
  private static func isPlain(_ text: String, _ isTyped: Bool) -> Bool {
    guard let first = text.utf8.first, text.utf8.count <= 120, text.utf8.last != 32 else {
      return false
    }
    let isStart = isLetter(first) || (48...57).contains(first) || first == 47
    let words: Set<String> = ["null", "true", "false"]
    guard isStart, !words.contains(text) || (isTyped && text != "null") else { return false }
    if !isTyped, (48...57).contains(first) { return false }
    return text.utf8.allSatisfy {
      isLetter($0) || (48...57).contains($0) || [32, 43, 45, 46, 47, 59, 61, 95].contains($0)
    }
  }

  private static func isLetter(_ byte: UInt8) -> Bool { (97...122).contains(byte | 32) }
}
