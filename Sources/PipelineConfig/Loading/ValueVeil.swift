package import DiagnosticKit

/// What is said of values that variables gave, and what is not said of secrets.
package struct ValueVeil: Sendable {
  /// A value of the file in which variables were replaced.
  struct Replacement: Sendable {
    struct Part: Sendable {
      let written: String
      /// Nil: it is not shown.
      let value: String?
    }

    let span: SourceSpan
    let parts: [Part]
    var hasSecret: Bool { parts.contains { $0.value == nil } }
  }

  /// Longer values are not repeated in help.
  private static let longestShown = 60

  private(set) var replacements: [Replacement] = []
  package private(set) var secrets = Secrets()
  /// Where secrets stand in files.
  private(set) var masks: [SourceSpan] = []
  /// Where values stand that are not known: what else is found there follows from that.
  private var lost: [SourceSpan] = []
  private static let causes: Set<String> = ["unset-variable", "bad-variable", "unreadable"]

  mutating func add(_ replacement: Replacement) { replacements.append(replacement) }
  mutating func hide(_ text: String) { secrets.add(text) }
  mutating func mask(_ span: SourceSpan) { masks.append(span) }
  mutating func lose(_ span: SourceSpan) { lost.append(span) }

  /// Whether nothing must be said otherwise than it is.
  private var isEmpty: Bool {
    replacements.isEmpty && secrets.isEmpty && masks.isEmpty && lost.isEmpty
  }

  /// A text without the secrets.
  package func hidden(_ text: String) -> String { secrets.hidden(text) }

  /// Findings that say what variables stand for, and neither say nor show a secret.
  package func told(_ findings: Findings) -> Findings {
    guard !isEmpty else { return findings }
    var files: [ObjectIdentifier: SourceFile] = [:]
    return Findings(findings.filter { !isConsequence($0) }.map { told($0, &files) })
  }

  private func isConsequence(_ finding: Finding) -> Bool {
    guard let span = finding.span, !ValueVeil.causes.contains(finding.code) else { return false }
    return lost.contains { $0.holds(span) }
  }

  private func told(
    _ finding: Finding, _ files: inout [ObjectIdentifier: SourceFile]
  ) -> Finding {
    var finding = finding
    if let span = finding.span, !ValueVeil.causes.contains(finding.code),
      let found = replacements.first(where: { $0.span.holds(span) })
    {
      if found.hasSecret {
        let names = found.parts.filter { $0.value == nil }.map { "'\($0.written)'" }
        finding.message = "the value with \(names.joined(separator: ", ")) does not fit here"
        finding.help = ["what such a variable gives is not shown"]
      } else {
        finding.help.append(ValueVeil.words(found))
      }
    }
    finding.message = secrets.hidden(finding.message)
    finding.help = finding.help.map(secrets.hidden)
    finding.span = finding.span.map { masked($0, &files) }
    return finding
  }

  private static func words(_ replacement: Replacement) -> String {
    let values = replacement.parts.map { part in
      let value = part.value ?? ""
      let short = value.count > longestShown ? value.prefix(longestShown) + "…" : value
      return "'\(part.written)' is '\(short)'"
    }
    return values.joined(separator: ", ") + " here"
  }

  /// The span in a copy of its file that has stars where secrets stand.
  private func masked(
    _ span: SourceSpan, _ files: inout [ObjectIdentifier: SourceFile]
  ) -> SourceSpan {
    guard let file = span.file else { return span }
    let copy = files[ObjectIdentifier(file)] ?? masked(file)
    files[ObjectIdentifier(file)] = copy
    return SourceSpan(
      file: copy, line: span.line, column: span.column, endLine: span.endLine,
      endColumn: span.endColumn)
  }

  /// The file with stars where secrets stand; itself when there are none.
  func masked(_ file: SourceFile) -> SourceFile {
    let own = masks.filter { $0.file === file }
    guard !own.isEmpty || secrets.isIn(file.text) else { return file }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(file.bytes.count)
    var end = 0
    for line in 1...file.lineCount {
      let range = file.byteRange(ofLine: line)
      bytes += file.bytes[end..<range.lowerBound]
      end = range.upperBound
      var column = 0
      for byte in file.bytes[range] {
        let isFirst = byte & 0xC0 != 0x80
        if isFirst { column += 1 }
        let isHidden = own.contains { $0.holds(line: line, column: max(1, column)) }
        if !isHidden || byte <= 32 {
          bytes.append(byte)
        } else if isFirst {
          bytes.append(UInt8(ascii: "*"))
        }
      }
    }
    bytes += file.bytes[end...]
    let text = secrets.starred(String(decoding: bytes, as: UTF8.self))
    return SourceFile(name: file.name, text: text)
  }
}

extension SourceSpan {
  fileprivate func holds(line: Int, column: Int) -> Bool {
    (self.line, self.column) <= (line, column) && (line, column) < (endLine, endColumn)
  }

  /// Whether another span lies inside this one.
  fileprivate func holds(_ other: SourceSpan) -> Bool {
    guard let file, file === other.file else { return false }
    return (line, column) <= (other.line, other.column)
      && (other.endLine, other.endColumn) <= (endLine, endColumn)
  }
}
