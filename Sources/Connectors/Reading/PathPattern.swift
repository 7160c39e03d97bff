import StageKit

/// A path in which `*`, `?`, `[…]` and `**` may stand for names.
struct PathPattern: Sendable {
  /// One name between slashes.
  enum Part: Equatable, Sendable {
    /// Bytes as they stand, a slash at their end when more follows; several names at once.
    case literal([UInt8])
    /// What `fnmatch` takes.
    case wildcard([CChar])
    /// `**`: any number of folders.
    case folders

    static let anyName = Part.wildcard([CChar(bitPattern: UInt8(ascii: "*")), 0])
  }

  let text: String
  let parts: [Part]

  init(_ text: String) {
    self.text = text
    var parts: [Part] = []
    let names = Array(text.utf8).split(
      separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    for (index, name) in names.enumerated() {
      let slash = index < names.count - 1 ? [UInt8(ascii: "/")] : []
      if name.elementsEqual("**".utf8) {
        if parts.last != .folders { parts.append(.folders) }
      } else if PathPattern.hasWildcard(name) {
        parts.append(.wildcard(name.map(CChar.init(bitPattern:)) + [0]))
      } else if case .literal(let before) = parts.last {
        parts[parts.count - 1] = .literal(before + PathPattern.unescaped(name) + slash)
      } else {
        parts.append(.literal(PathPattern.unescaped(name) + slash))
      }
    }
    // `logs/**` means the files below, as `logs/**/*` does.
    if parts.last == .folders { parts.append(.anyName) }
    self.parts = parts
  }

  /// The files that the pattern stands for; a path without wildcards stands for itself, be it there
  /// or not.
  func files(root: String) throws(Failure) -> [FilePath] {
    if let literal { return [literal] }
    var walk = PatternWalk(pattern: text, root: root)
    try walk.enter([], parts[...])
    let found = walk.found.sorted { $0.lexicographicallyPrecedes($1) }
    guard !found.isEmpty else { throw Failure(.input, "no file matches '\(text)'") }
    return found.map(FilePath.init)
  }

  /// The path itself when nothing in it stands for names.
  var literal: FilePath? {
    guard parts.count == 1, case .literal(let path) = parts[0] else { return nil }
    return FilePath(path)
  }

  /// The files that the pattern stands for by now, and the folders in which others may appear.
  func filesNow(root: String) throws(Failure) -> (files: [FilePath], folders: [FilePath]) {
    var walk = PatternWalk(pattern: text, root: root)
    try walk.enter([], parts[...])
    return (walk.found.map(FilePath.init), walk.folders.map(FilePath.init))
  }

  private static let backslash = UInt8(ascii: "\\")

  private static func isSpecial(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "*") || byte == UInt8(ascii: "?") || byte == UInt8(ascii: "[")
  }

  private static func hasWildcard(_ name: ArraySlice<UInt8>) -> Bool {
    var isEscaped = false
    for byte in name {
      if !isEscaped, isSpecial(byte) { return true }
      isEscaped = !isEscaped && byte == backslash
    }
    return false
  }

  private static func unescaped(_ name: ArraySlice<UInt8>) -> [UInt8] {
    var plain: [UInt8] = []
    var isEscaped = false
    for byte in name {
      if !isEscaped, byte == backslash {
        isEscaped = true
        continue
      }
      if isEscaped, !isSpecial(byte), byte != backslash { plain.append(backslash) }
      plain.append(byte)
      isEscaped = false
    }
    return isEscaped ? plain + [backslash] : plain
  }
}
