/// Text as JSON has it.
enum JSONString {
  /// The text as a JSON string; steering characters are escaped, as output may reach a terminal.
  static func quoted(_ text: String) -> String {
    let inside = text.escaped { scalar in
      switch scalar {
      case "\"": "\\\""
      case "\\": "\\\\"
      case "\n": "\\n"
      case "\t": "\\t"
      default: DisplayText.isSteering(scalar) ? units(of: scalar) : nil
      }
    }
    return "\"\(inside)\""
  }

  private static func units(of scalar: Unicode.Scalar) -> String {
    (UTF16.encode(scalar) ?? UTF16.encodedReplacementCharacter).map { unit in
      let digits = String(unit, radix: 16)
      return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    }.joined()
  }
}
