/// Texts that nothing may show.
package struct Secrets: Sendable {
  /// What stands in their place.
  static let mask = "***"

  /// Longer ones first: one may be a part of another.
  private var texts: [String] = []

  package init() {}

  package var isEmpty: Bool { texts.isEmpty }

  mutating func add(_ text: String) {
    guard !text.isEmpty, !texts.contains(text) else { return }
    texts.append(text)
    texts.sort { $0.utf8.count > $1.utf8.count }
  }

  /// A text without the secrets; in one whose middle was left out, also without their ends.
  package func hidden(_ text: String) -> String {
    guard !texts.isEmpty else { return text }
    var text = text
    for secret in texts where text.contains(secret) {
      text = text.split(separator: secret, omittingEmptySubsequences: false)
        .joined(separator: Secrets.mask)
    }
    return text.contains("…") ? withoutEnds(text) : text
  }

  /// A secret that stands in a file a second time is hidden there too, unless it is so short that it
  /// may be a part of any word.
  private static let shortest = 6

  private var long: [String] { texts.filter { $0.utf8.count >= Secrets.shortest } }

  func isIn(_ text: String) -> Bool { long.contains { text.contains($0) } }

  /// The text with as many stars as its secrets have characters.
  func starred(_ text: String) -> String {
    long.reduce(text) { text, secret in
      text.split(separator: secret, omittingEmptySubsequences: false)
        .joined(separator: String(repeating: "*", count: secret.unicodeScalars.count))
    }
  }

  private func withoutEnds(_ text: String) -> String {
    var parts = text.split(separator: "…", omittingEmptySubsequences: false).map(String.init)
    for place in parts.indices {
      for secret in texts {
        if place < parts.count - 1, let count = Secrets.end(of: parts[place], in: secret) {
          parts[place] = parts[place].dropLast(count) + Secrets.mask
        }
        if place > 0, let count = Secrets.start(of: parts[place], in: secret) {
          parts[place] = Secrets.mask + parts[place].dropFirst(count)
        }
      }
    }
    return parts.joined(separator: "…")
  }

  /// How many characters at the end of a text begin a secret.
  private static func end(of text: String, in secret: String) -> Int? {
    (1...max(1, min(text.count, secret.count))).last { text.hasSuffix(secret.prefix($0)) }
  }

  /// How many characters at the start of a text end a secret.
  private static func start(of text: String, in secret: String) -> Int? {
    (1...max(1, min(text.count, secret.count))).last { text.hasPrefix(secret.suffix($0)) }
  }

  /// A number that changes with them; it is compared and never shown.
  var fingerprint: UInt64 {
    texts.sorted().reduce(0xcbf2_9ce4_8422_2325) { hash, text in
      text.utf8.reduce(hash &* 31) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01b3 }
    }
  }
}
