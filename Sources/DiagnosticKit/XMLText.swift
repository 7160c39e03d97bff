/// Text as XML has it.
package enum XMLText {
  /// The text between tags or in an attribute; characters that XML cannot have become U+FFFD.
  package static func escaped(_ text: String) -> String {
    text.escaped { scalar in
      switch scalar {
      case "<": "&lt;"
      case ">": "&gt;"
      case "&": "&amp;"
      case "\"": "&quot;"
      case "\n", "\t": nil
      case "\u{FFFE}", "\u{FFFF}": "\u{FFFD}"
      default: scalar.value < 32 ? "\u{FFFD}" : nil
      }
    }
  }
}
