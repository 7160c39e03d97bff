import StageKit

/// The first line of an HTTP request: `GET /path?query HTTP/1.1`.
struct RequestLine {
  let method: Bytes
  /// Everything between method and protocol.
  let target: Bytes
  /// Nil in requests of HTTP/0.9.
  let version: Bytes?

  /// The parts of a text; nil when it is no request line, as attackers send it.
  init?(_ text: Bytes) {
    guard let blank = text.firstIndex(of: 32), blank > 0, RequestLine.isName(text.prefix(blank))
    else { return nil }
    method = text.prefix(blank)
    let rest = text.dropFirst(blank + 1)
    if let last = rest.lastIndex(of: 32), rest.dropFirst(last + 1).hasPrefix("HTTP/") {
      target = rest.prefix(last)
      version = rest.dropFirst(last + 1)
    } else {
      target = rest
      version = nil
    }
    if target.isEmpty { return nil }
  }

  /// The target up to its `?`.
  var path: Bytes { target.prefix(target.firstIndex(of: 63) ?? target.count) }

  /// What stands behind the `?`; nil without one.
  var query: Bytes? { target.firstIndex(of: 63).map { target.dropFirst($0 + 1) } }

  /// Whether the target names its host, as requests to a proxy do.
  var isAbsolute: Bool { target.hasPrefix("http://") || target.hasPrefix("https://") }

  private static func isName(_ text: Bytes) -> Bool {
    for i in 0..<text.count where (text[i] | 32) &- 97 >= 26 && text[i] != 45 && text[i] != 95 {
      return false
    }
    return true
  }
}
