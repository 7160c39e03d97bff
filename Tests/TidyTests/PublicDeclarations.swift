import Foundation

/// What a target shows to those who import it, read from its sources.
///
/// The formatter guarantees what this relies on: two spaces a level, closing braces alone.
struct PublicDeclarations {
  struct Declaration {
    let path: String
    let line: Int
    /// The type around it, and the declaration without its body.
    let text: String
    let name: String
    let isDocumented: Bool
  }

  private(set) var all: [Declaration] = []

  init(of files: [String]) {
    for path in files { read(path) }
  }

  /// What a protocol of the tree asks for: those who conform need not say it again.
  static func requirements(of files: [String]) -> Set<String> {
    var names: Set = ["description", "==", "<", "hash", "rawValue"]
    for path in files {
      var indent: Int?
      for line in Tree.lines(path) {
        let depth = line.prefix { $0 == " " }.count
        let words = PublicDeclarations.words(line)
        if words.contains("protocol"), line.hasSuffix("{") { indent = depth }
        if let outer = indent {
          if depth == outer, line.hasPrefix(String(repeating: " ", count: outer) + "}") {
            indent = nil
          } else if depth == outer + 2, let name = PublicDeclarations.name(words) {
            names.insert(name)
          }
        }
      }
    }
    return names
  }

  private mutating func read(_ path: String) {
    let lines = Tree.lines(path)
    // Types around the line, with their depth; those of a public protocol or enum show members.
    var scopes: [(depth: Int, name: String, showsAll: String?)] = []
    for (number, line) in lines.enumerated() {
      let depth = line.prefix { $0 == " " }.count
      let words = Self.words(line)
      guard !words.isEmpty, !line.hasPrefix("//") else { continue }
      while let last = scopes.last, depth <= last.depth { scopes.removeLast() }
      if isShown(words, depth, scopes.last), let name = Self.name(words) {
        let owner = scopes.map(\.name).joined(separator: ".")
        all.append(
          Declaration(
            path: path, line: number + 1,
            text: (owner.isEmpty ? "" : owner + ": ") + Self.whole(lines, from: number),
            name: name, isDocumented: Self.isDocumented(lines, number)))
      }
      if let type = Self.typeName(words), line.hasSuffix("{") {
        let kind = words.first { ["protocol", "enum"].contains($0) }
        scopes.append((depth, type, words.contains("public") ? kind : nil))
      }
    }
  }

  private func isShown(
    _ words: [String], _ depth: Int, _ scope: (depth: Int, name: String, showsAll: String?)?
  ) -> Bool {
    guard !words.contains("import"), !words.contains("extension") else { return false }
    if words.first == "public" { return true }
    guard let scope, depth == scope.depth + 2 else { return false }
    switch scope.showsAll {
    case "protocol": return Self.name(words) != nil
    case "enum": return words.first == "case" || words.first == "indirect"
    default: return false
    }
  }

  // MARK: lines

  private static let kinds: Set = [
    "func", "var", "let", "init", "subscript", "typealias", "associatedtype", "struct", "enum",
    "class", "protocol", "actor", "case",
  ]

  /// The words of a line without its attributes.
  private static func words(_ line: String) -> [String] {
    var words = line.split(separator: " ").map(String.init)
    while let first = words.first, first.hasPrefix("@") { words.removeFirst() }
    return words
  }

  private static func typeName(_ words: [String]) -> String? {
    guard
      let place = words.firstIndex(where: {
        ["struct", "enum", "class", "protocol", "actor", "extension"].contains($0)
      }), place + 1 < words.count, place < 4
    else { return nil }
    return String(words[place + 1].prefix { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "." })
  }

  /// The name of what a line declares; an initialiser's or subscript's is that of its first label.
  private static func name(_ words: [String]) -> String? {
    for (place, word) in words.prefix(6).enumerated() {
      let bare = String(word.prefix { $0.isLetter })
      guard kinds.contains(bare) else { continue }
      // `class` may stand before `func`.
      if bare == "class", words.count > place + 1, kinds.contains(words[place + 1]) { continue }
      if bare == "init" || bare == "subscript" {
        let behind = words[place...].joined(separator: " ").drop { $0 != "(" }.dropFirst()
        return bare + behind.prefix { $0 != ":" && $0 != ")" }
      }
      guard place + 1 < words.count else { return nil }
      let name = words[place + 1].prefix { !"(:<,{".contains($0) }
      return name.isEmpty ? words[place + 1] : String(name)
    }
    return nil
  }

  /// The declaration with its continuation lines, without body and value.
  private static func whole(_ lines: [String], from number: Int) -> String {
    var text = ""
    for line in lines[number..<min(number + 20, lines.count)] {
      text += (text.isEmpty ? "" : " ") + line.trimmingCharacters(in: .whitespaces)
      let depth = text.count { $0 == "(" } - text.count { $0 == ")" }
      if depth <= 0, !text.hasSuffix("->") { break }
    }
    if let body = text.range(of: " {") { text = String(text[..<body.lowerBound]) }
    if let value = text.range(of: " = "), !text.contains("(") || text.contains("let ") {
      text = String(text[..<value.lowerBound])
    }
    return text
  }

  private static func isDocumented(_ lines: [String], _ number: Int) -> Bool {
    var place = number - 1
    while place >= 0 {
      let line = lines[place].trimmingCharacters(in: .whitespaces)
      if line.hasPrefix("///") { return true }
      guard line.hasPrefix("@") || line.hasPrefix("#") || line.hasPrefix(")") else { return false }
      place -= 1
    }
    return false
  }
}
