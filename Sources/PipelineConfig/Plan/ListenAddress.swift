/// Where metrics and health are served: `127.0.0.1:9600`, `[::1]:9600`, or a port of the loopback.
package struct ListenAddress: Sendable, Equatable {
  package let host: String
  /// 0: any that is free.
  package let port: Int

  package init(host: String, port: Int) {
    self.host = host
    self.port = port
  }

  /// Nil when the text is no address.
  package init?(_ text: String) {
    guard let colon = text.lastIndex(of: ":") else {
      guard let port = ListenAddress.port(text) else { return nil }
      self.init(host: "127.0.0.1", port: port)
      return
    }
    guard let port = ListenAddress.port(text[text.index(after: colon)...]),
      let host = ListenAddress.host(text[..<colon])
    else { return nil }
    self.init(host: host, port: port)
  }

  private static func port(_ text: some StringProtocol) -> Int? {
    guard text.utf8.allSatisfy({ (48...57).contains($0) }), let port = Int(text) else {
      return nil
    }
    return port <= 65_535 ? port : nil
  }

  /// A name, an IPv4 address, or an IPv6 address between brackets.
  private static func host(_ text: Substring) -> String? {
    if text.hasPrefix("["), text.hasSuffix("]") {
      let inner = text.dropFirst().dropLast()
      return inner.utf8.contains(58) && inner.utf8.allSatisfy { isHex($0) || $0 == 58 || $0 == 46 }
        ? String(inner) : nil
    }
    let isName = text.utf8.allSatisfy {
      (48...57).contains($0) || (97...122).contains($0 | 32) || $0 == 45 || $0 == 46
    }
    return isName && !text.isEmpty ? String(text) : nil
  }

  private static func isHex(_ byte: UInt8) -> Bool {
    (48...57).contains(byte) || (97...102).contains(byte | 32)
  }
}

extension ListenAddress {
  /// As it is written in a file: `127.0.0.1:9600`, `[::1]:9600`.
  package var text: String { (host.contains(":") ? "[\(host)]" : host) + ":\(port)" }
}
