/// A text with variables, taken apart: `${NAME}`, `${NAME:-default}`, `${file:path}`.
///
/// Shape: `$${` stands for the text `${`; a `$` before anything else is a `$`.
struct VariableText {
  enum Part: Equatable {
    case text(String)
    case variable(Variable)
  }

  struct Variable: Equatable {
    enum Kind: Equatable {
      case named(String, default: String?)
      case file(String)
    }

    /// As it stands in the file, with `${` and `}`.
    let written: String
    let kind: Kind
  }

  enum Problem: Error, Equatable {
    case unclosed
    /// What stands between the braces.
    case badName(String)
    case nested
    /// `${NAME-x}` and its like.
    case badDefault(String)
  }

  private(set) var parts: [Part] = []

  /// Whether there may be something to replace in a text.
  static func isOne(_ text: String) -> Bool {
    text.utf8.contains(UInt8(ascii: "$")) && text.contains("${")
  }

  init(_ text: String) throws(Problem) {
    var rest = Substring(text)
    var plain = ""
    while let dollar = rest.firstIndex(of: "$") {
      plain += rest[..<dollar]
      rest = rest[dollar...]
      if rest.hasPrefix("$${") {
        plain += "${"
        rest = rest.dropFirst(3)
      } else if rest.hasPrefix("${") {
        guard let end = rest.firstIndex(of: "}") else { throw .unclosed }
        let variable = try VariableText.variable(rest[...end])
        if !plain.isEmpty { parts.append(.text(plain)) }
        plain = ""
        parts.append(.variable(variable))
        rest = rest[rest.index(after: end)...]
      } else {
        plain += "$"
        rest = rest.dropFirst()
      }
    }
    plain += rest
    if !plain.isEmpty { parts.append(.text(plain)) }
  }

  private static func variable(_ written: Substring) throws(Problem) -> Variable {
    let inner = written.dropFirst(2).dropLast()
    if inner.contains("${") { throw .nested }
    if inner.hasPrefix("file:") {
      let path = String(inner.dropFirst(5))
      if path.isEmpty { throw .badName(String(inner)) }
      return Variable(written: String(written), kind: .file(path))
    }
    let name = inner.prefix { isNamePart($0) }
    let behind = inner[name.endIndex...]
    guard let first = name.first, !first.isNumber else { throw .badName(String(inner)) }
    if behind.isEmpty {
      return Variable(written: String(written), kind: .named(String(name), default: nil))
    }
    guard behind.hasPrefix(":-") else {
      if "-:=?+".contains(behind.first ?? " ") { throw .badDefault(String(name)) }
      throw .badName(String(inner))
    }
    let value = String(behind.dropFirst(2))
    return Variable(written: String(written), kind: .named(String(name), default: value))
  }

  private static func isNamePart(_ character: Character) -> Bool {
    character.isASCII && (character.isLetter || character.isNumber || character == "_")
  }

  /// Whether a text is the name of a variable.
  static func isName(_ text: String) -> Bool {
    guard let first = text.first, !first.isNumber else { return false }
    return text.allSatisfy(isNamePart)
  }
}
