public import StageKit

/// A file of variables: a line for each, `NAME=VALUE`.
///
/// Shape: blank lines and those that begin with `#` are passed over, `export ` before a name too; a
/// value in single or double quotes is what stands between them. Nothing inside is replaced.
public enum EnvironmentFile {
  /// Far above any environment that a system would pass on.
  private static let limit = 1024 * 1024

  /// The variables of a file.
  ///
  /// Errors: it cannot be read, or lines of it are none; values are not shown.
  public static func variables(at path: String) throws(Findings) -> [String: String] {
    switch FileTrouble.read(path, limit: limit, takesPipes: true) {
    case .success(let bytes): return try variables(of: SourceFile(name: path, bytes: bytes))
    case .failure(let trouble):
      throw [.error("unreadable", at: nil, "cannot read '\(path)': \(trouble.reason)")]
    }
  }

  static func variables(of file: SourceFile) throws(Findings) -> [String: String] {
    var found: [String: String] = [:]
    var findings = Findings()
    for number in 1...file.lineCount {
      var line = Substring(file.line(number)).trimmed
      if line.isEmpty || line.hasPrefix("#") { continue }
      if line.hasPrefix("export ") { line = line.dropFirst(7).trimmed }
      let name = line.prefix { $0 != "=" }
      if name.count < line.count, VariableText.isName(String(name)) {
        found[String(name)] = unquoted(line.dropFirst(name.count + 1))
      } else {
        let words =
          name.count < line.count ? "'\(name)' is no name of a variable" : "'=' is missing"
        findings.append(
          .error(
            "bad-variable", at: nil, "'\(file.name)', line \(number): \(words)",
            help: "write 'NAME=VALUE', a line for each"))
      }
    }
    guard findings.isEmpty else { throw findings }
    return found
  }

  private static func unquoted(_ text: Substring) -> String {
    for quote in ["\"", "'"] where text.count >= 2 && text.hasPrefix(quote) && text.hasSuffix(quote)
    {
      return String(text.dropFirst().dropLast())
    }
    return String(text)
  }
}

extension Substring {
  fileprivate var trimmed: Substring {
    let start = drop { $0 == " " || $0 == "\t" }
    let end = start.lastIndex { $0 != " " && $0 != "\t" && $0 != "\r" }
    return end.map { start[...$0] } ?? ""
  }
}
