extension FindingPrinter {
  /// One finding as a JSON object on one line; without a place its fields are null.
  public func json(_ finding: Finding) -> String {
    let span = finding.span
    let members = [
      ("severity", JSONString.quoted(finding.severity.rawValue)),
      ("code", JSONString.quoted(finding.code)),
      ("file", span?.file.map { JSONString.quoted($0.name) } ?? "null"),
      ("line", Self.number(span?.line)),
      ("column", Self.number(span?.column)),
      ("endLine", Self.number(span?.endLine)),
      ("endColumn", Self.number(span?.endColumn)),
      ("message", JSONString.quoted(finding.message)),
      ("help", "[" + finding.help.map(JSONString.quoted).joined(separator: ",") + "]"),
    ]
    return "{" + members.map { "\"\($0)\":\($1)" }.joined(separator: ",") + "}"
  }

  private static func number(_ value: Int?) -> String {
    value.map { "\($0)" } ?? "null"
  }
}
