/// An address of the web from which data is fetched.
package struct WebAddress: Sendable, Equatable {
  /// Why a text is no address that data may come from.
  package enum Problem: Error, Equatable {
    case noHost
    /// Only data from this machine may come without encryption.
    case notSecure
    /// A user or password stands in it, where messages and logs would show it.
    case hasCredentials
    case badCharacter
  }

  /// Longer ones are refused by many servers.
  package static let mostBytes = 8000

  /// As it was written.
  package let text: String
  package let host: String
  package let isSecure: Bool

  /// Whether a path is an address at all.
  package static func isAddress(_ path: String) -> Bool {
    let start = path.prefix(8).lowercased()
    return start.hasPrefix("https://") || start.hasPrefix("http://")
  }

  /// `text` is one by `isAddress`.
  package init(_ text: String) throws(Problem) {
    guard text.utf8.count <= WebAddress.mostBytes, text.utf8.allSatisfy({ $0 > 32 && $0 < 127 })
    else { throw .badCharacter }
    isSecure = text.prefix(8).lowercased() == "https://"
    let rest = text.dropFirst(isSecure ? 8 : 7)
    let authority = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    guard !authority.contains("@") else { throw .hasCredentials }
    let host: Substring
    if authority.hasPrefix("[") {
      host = authority.dropFirst().prefix { $0 != "]" }
    } else {
      host = authority.prefix { $0 != ":" }
    }
    guard !host.isEmpty else { throw .noHost }
    self.text = text
    self.host = host.lowercased()
    guard isSecure || isLocal else { throw .notSecure }
  }

  /// Whether it leads to this machine, over no net.
  package var isLocal: Bool {
    if host == "localhost" || host == "::1" { return true }
    let parts = host.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
  }

  /// As messages show it: without the query, in which keys may stand.
  package var shown: String {
    guard let end = text.firstIndex(where: { $0 == "?" || $0 == "#" }) else { return text }
    return text[..<end] + "?…"
  }
}
