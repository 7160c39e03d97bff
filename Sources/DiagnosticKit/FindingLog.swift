/// Findings as one JSON document for programs that collect them from many tools.
///
/// Source: SARIF 2.1.0 (OASIS standard); columns count code points, as its `columnKind` says.
public struct FindingLog: Sendable {
  /// The version of the program.
  public let version: String
  /// One sentence on a code; nil where there is none.
  public let summary: @Sendable (String) -> String?

  /// Makes a log of what one run of the program found.
  public init(version: String, summary: @escaping @Sendable (String) -> String?) {
    self.version = version
    self.summary = summary
  }

  /// The document, ended by a line break.
  public func text(_ findings: some Sequence<Finding>) -> String {
    let findings = Array(findings)
    let codes = Set(findings.map(\.code)).sorted()
    let places = Dictionary(uniqueKeysWithValues: codes.enumerated().map { ($1, $0) })
    let results = findings.map { result($0, rule: places[$0.code] ?? 0) }
    return """
      {
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [
          {
            "tool": {
              "driver": {
                "name": "richline",
                "version": \(JSONString.quoted(version)),
                "rules": \(list(codes.map(rule), indent: 10))
              }
            },
            "columnKind": "unicodeCodePoints",
            "results": \(list(results, indent: 6))
          }
        ]
      }

      """
  }

  private func list(_ lines: [String], indent: Int) -> String {
    guard !lines.isEmpty else { return "[]" }
    let end = "\n" + String(repeating: " ", count: indent)
    return "[" + lines.map { end + "  " + $0 }.joined(separator: ",") + end + "]"
  }

  private func rule(_ code: String) -> String {
    let words = summary(code).map { ",\"shortDescription\":{\"text\":\(JSONString.quoted($0))}" }
    return "{\"id\":\(JSONString.quoted(code))\(words ?? "")}"
  }

  private func result(_ finding: Finding, rule: Int) -> String {
    let words = ([finding.message] + finding.help).joined(separator: "\n")
    let place = finding.span.flatMap(location).map { ",\"locations\":[\($0)]" }
    return "{\"ruleId\":\(JSONString.quoted(finding.code)),\"ruleIndex\":\(rule),"
      + "\"level\":\"\(finding.severity.rawValue)\","
      + "\"message\":{\"text\":\(JSONString.quoted(words))}\(place ?? "")}"
  }

  private func location(_ span: SourceSpan) -> String? {
    guard let file = span.file else { return nil }
    return "{\"physicalLocation\":{\"artifactLocation\":"
      + "{\"uri\":\(JSONString.quoted(FindingLog.reference(file.name)))},"
      + "\"region\":{\"startLine\":\(span.line),\"startColumn\":\(span.column),"
      + "\"endLine\":\(span.endLine),\"endColumn\":\(max(span.endColumn, 1))}}}"
  }

  /// A path as a URI reference: what it may not hold is percent-encoded.
  private static func reference(_ path: String) -> String {
    var text = path.hasPrefix("/") ? "file://" : ""
    for byte in path.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
        UInt8(ascii: "_"), UInt8(ascii: "~"), UInt8(ascii: "/"):
        text.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        let digits = String(byte, radix: 16, uppercase: true)
        text += "%" + (digits.count < 2 ? "0" : "") + digits
      }
    }
    return text
  }
}
