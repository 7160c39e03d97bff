extension FindingPrinter {
  /// One finding as a JSON object on one line; without a place its fields are null.
  public func json(_ finding: Finding) -> String {
    let span = finding.span
    let members = [
      ("severity", Self.quoted(finding.severity.rawValue)),
      ("code", Self.quoted(finding.code)),
      ("file", span?.file.map { Self.quoted($0.name) } ?? "null"),
      ("line", Self.number(span?.line)),
      ("column", Self.number(span?.column)),
      ("endLine", Self.number(span?.endLine)),
      ("endColumn", Self.number(span?.endColumn)),
      ("message", Self.quoted(finding.message)),
      ("help", "[" + finding.help.map(Self.quoted).joined(separator: ",") + "]"),
    ]
    return "{" + members.map { "\"\($0)\":\($1)" }.joined(separator: ",") + "}"
  }

  private static func number(_ value: Int?) -> String {
    value.map { "\($0)" } ?? "null"
  }

  /// The text as a JSON string; steering characters are escaped, as output may reach a terminal.
  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      case _ where DisplayText.isSteering(scalar):
        for unit in UTF16.encode(scalar) ?? UTF16.encodedReplacementCharacter {
          let digits = String(unit, radix: 16)
          result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        }
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
