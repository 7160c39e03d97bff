import Richline

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Asks a control address for a stream, and brings it to stdout as it comes.
struct TapClient {
  /// What went wrong, in words for people.
  struct Trouble: Error {
    let message: String
  }

  /// Headers of an answer at most, as the server's own limit for requests.
  private static let headLimit = 16 * 1024

  private let address: ListenAddress

  init(_ address: ListenAddress) { self.address = address }

  /// Reads to the end.
  ///
  /// Errors: nobody answers, or the answer is a refusal.
  func stream(_ target: String) throws(Trouble) {
    let socket = try connect()
    defer { close(socket) }
    let request = "GET \(target) HTTP/1.0\r\nHost: \(hostHeader)\r\nAccept: */*\r\n\r\n"
    var text = request
    let isSent = text.withUTF8 { write(socket, $0.baseAddress, $0.count) == $0.count }
    guard isSent else { throw Trouble(message: "cannot ask \(address.text)") }
    var head: [UInt8]? = []
    var status = 0
    var refusal = ""
    var room = [UInt8](repeating: 0, count: 64 * 1024)
    while true {
      let count = room.withUnsafeMutableBytes { read(socket, $0.baseAddress, $0.count) }
      guard count > 0 else { break }
      var bytes = room[..<count]
      if head != nil {
        head? += bytes
        guard let whole = head, let end = TapClient.end(of: whole) else {
          guard (head?.count ?? 0) <= TapClient.headLimit else { break }
          continue
        }
        status = TapClient.status(whole)
        bytes = whole[end...]
        head = nil
      }
      if status == 200 { try put(bytes) } else { refusal += String(decoding: bytes, as: UTF8.self) }
    }
    if status != 200 {
      let words = refusal.isEmpty ? "nothing that richline says" : refusal.trimmed
      throw Trouble(message: "\(address.text) answers: \(words)")
    }
  }

  /// The address: a server answers to no name but `localhost`.
  private var hostHeader: String {
    let isName = address.host.utf8.contains { ($0 | 32) > 102 && ($0 | 32) <= 122 }
    return isName ? "localhost:\(address.port)" : address.text
  }

  private func connect() throws(Trouble) -> Int32 {
    var hints = addrinfo()
    hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    var list: UnsafeMutablePointer<addrinfo>?
    guard getaddrinfo(address.host, "\(address.port)", &hints, &list) == 0 else {
      throw Trouble(message: "there is no host '\(address.host)'")
    }
    defer { freeaddrinfo(list) }
    var reason = "nobody listens"
    var next = list
    while let info = next?.pointee {
      let file = socket(info.ai_family, info.ai_socktype, info.ai_protocol)
      if file >= 0, Glibc.connect(file, info.ai_addr, info.ai_addrlen) == 0 { return file }
      reason = String(cString: strerror(errno)).lowercased()
      if file >= 0 { close(file) }
      next = info.ai_next
    }
    throw Trouble(message: "cannot reach \(address.text): \(reason)")
  }

  private func put(_ bytes: ArraySlice<UInt8>) throws(Trouble) {
    var rest = bytes
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { write(1, $0.baseAddress, $0.count) }
      guard count > 0 else { throw Trouble(message: "cannot write to stdout") }
      rest = rest.dropFirst(count)
    }
  }

  /// Behind the empty line.
  private static func end(of head: [UInt8]) -> Int? {
    guard head.count >= 4 else { return nil }
    return (4...head.count).first { Array(head[($0 - 4)..<$0]) == [13, 10, 13, 10] }
  }

  private static func status(_ head: [UInt8]) -> Int {
    let line = String(decoding: head.prefix { $0 != 13 }, as: UTF8.self)
    let words = line.split(separator: " ")
    return words.count > 1 ? Int(words[1]) ?? 0 : 0
  }
}

extension String {
  fileprivate var trimmed: String {
    var text = self[...]
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}
