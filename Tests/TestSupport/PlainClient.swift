import Foundation

/// A connection to a port of this machine, by plain sockets: what goes over it is the test's own.
public final class PlainClient {
  private let socket: Int32
  /// The server when it is one of the test's own: it lives as long.
  public var server: AnyObject?

  /// What a test waits for bytes at most, in seconds; never met unless something hangs.
  private static let patience = 1200

  /// Nil when nobody listens there.
  public init?(port: Int) {
    socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue) | O_CLOEXEC, 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    let result = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard result == 0 else { return nil }
    var limit = timeval(tv_sec: PlainClient.patience, tv_usec: 0)
    setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
  }

  deinit { Glibc.close(socket) }

  /// False when the other side does not take them.
  @discardableResult
  public func send(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    var done = 0
    while done < bytes.count {
      let count = bytes[done...].withUnsafeBytes {
        Glibc.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { return false }
      done += count
    }
    return true
  }

  /// Some bytes; empty when the other side has closed.
  private func receive() -> [UInt8] {
    var room = [UInt8](repeating: 0, count: 65_536)
    let count = recv(socket, &room, room.count, 0)
    return count > 0 ? Array(room[..<count]) : []
  }

  /// Everything until the other side closes.
  public func rest() -> String {
    var bytes: [UInt8] = []
    while true {
      let more = receive()
      if more.isEmpty { return String(decoding: bytes, as: UTF8.self) }
      bytes += more
    }
  }

  /// An answer that says how long it is; shorter when the other side has closed.
  public func answer() -> Answer {
    var bytes: [UInt8] = []
    while true {
      let answer = Answer(String(decoding: bytes, as: UTF8.self))
      if let answer, answer.body.utf8.count >= answer.length { return answer }
      let more = receive()
      if more.isEmpty { return answer ?? Answer() }
      bytes += more
    }
  }

  /// An answer as it came.
  public struct Answer: Equatable, CustomStringConvertible {
    /// 0 when there was none.
    public var status = 0
    public var headers: [String: String] = [:]
    public var body = ""

    init() {}

    /// Nil as long as the head is not there.
    init?(_ text: String) {
      guard let end = text.range(of: "\r\n\r\n") else { return nil }
      let lines = text[..<end.lowerBound].components(separatedBy: "\r\n")
      status = Int(lines[0].split(separator: " ").dropFirst().first ?? "") ?? 0
      for line in lines.dropFirst() {
        let parts = line.components(separatedBy: ": ")
        headers[parts[0].lowercased()] = parts.dropFirst().joined(separator: ": ")
      }
      body = String(text[end.upperBound...])
    }

    var length: Int { Int(headers["content-length"] ?? "") ?? 0 }
    public var description: String { "\(status) \(body)" }
  }

  /// One request on a connection of its own; status 0 when nobody listens.
  public static func ask(_ method: String, _ path: String, port: Int, headers: String = "")
    -> Answer
  {
    guard let client = PlainClient(port: port) else { return Answer() }
    client.send(
      "\(method) \(path) HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\(headers)\r\n")
    return client.answer()
  }
}
