/// Text from a file made fit for a terminal: nothing in it can move the cursor or turn the line.
package enum DisplayText {
  /// What stands for a character that must not reach the terminal.
  static let replacement: Unicode.Scalar = "·"

  /// The text with every steering character replaced.
  package static func safe(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars { result.append(safe(scalar)) }
    return String(result)
  }

  /// The scalar itself, or the replacement for one that could steer the terminal.
  static func safe(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    isSteering(scalar) ? replacement : scalar
  }

  /// Whether a terminal would act on the scalar: C0, C1, DEL, line separators, bidi controls.
  static func isSteering(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x20...0x7E: false
    case 0...0x1F, 0x7F...0x9F, 0x61C, 0x200E, 0x200F: true
    case 0x2028...0x202E, 0x2066...0x2069, 0xFEFF, 0xE0000...0xE007F: true
    default: false
    }
  }

  /// The columns a scalar takes: 0 for combining marks, 2 for wide East Asian ones and emoji.
  static func width(_ scalar: Unicode.Scalar) -> Int {
    guard scalar.value >= 0x300 else { return 1 }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: break
    }
    switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3,
      0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F,
      0x1F680...0x1F6FF, 0x1F900...0x1FAFF, 0x20000...0x3FFFD:
      return 2
    default:
      return 1
    }
  }
}
