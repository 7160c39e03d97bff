/// Text in the language of `man`, line by line.
struct Roff {
  private(set) var text = ""

  mutating func title(_ name: String, section: Int, version: String) {
    text += ".TH \(name) \(section) \"\" \"\(name.lowercased()) \(version)\" \"\"\n"
  }

  mutating func section(_ name: String) { text += ".SH \(name)\n" }

  mutating func subsection(_ name: String) { text += ".SS \(Roff.escaped(name))\n" }

  mutating func paragraph(_ words: String) { text += ".PP\n\(Roff.escaped(words))\n" }

  /// A term and what it means.
  mutating func item(_ term: String, _ meaning: String) {
    text += ".TP\n.B \(Roff.escaped(term))\n\(Roff.escaped(meaning))\n"
  }

  /// Lines as they stand.
  mutating func verbatim(_ lines: String) {
    text += ".PP\n.nf\n"
    for line in lines.split(separator: "\n", omittingEmptySubsequences: false) {
      text += Roff.escaped(String(line)) + "\n"
    }
    text += ".fi\n"
  }

  /// Backslashes, hyphens and control characters at the start of a line have a meaning of their own.
  static func escaped(_ line: String) -> String {
    var result = line.hasPrefix(".") || line.hasPrefix("'") ? "\\&" : ""
    for character in line {
      switch character {
      case "\\": result += "\\e"
      case "-": result += "\\-"
      default: result.append(character)
      }
    }
    return result
  }
}
