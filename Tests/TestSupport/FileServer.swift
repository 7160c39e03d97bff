import Foundation

/// A server of files over HTTP and HTTPS, in a process of its own; it ends with this object.
public final class FileServer {
  /// The certificate that vouches for it.
  public let certificate: String
  public let http: Int
  public let https: Int
  private let folder: String
  private let process = Process()

  /// Nil where there is no Python or no openssl: says so.
  public init?() {
    folder =
      FileManager.default.temporaryDirectory
      .appendingPathComponent("richline-server-\(UUID().uuidString)").path
    certificate = "\(folder)/cert.pem"
    do {
      try FileManager.default.createDirectory(
        atPath: "\(folder)/data", withIntermediateDirectories: true)
      let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent().path
      process.executableURL = URL(fileURLWithPath: "/bin/sh")
      process.arguments = [
        "-c",
        """
        cd "$1" && openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 \
        -subj /CN=localhost -addext subjectAltName=DNS:localhost,IP:127.0.0.1 \
        -keyout key.pem -out cert.pem 2> log && exec python3 "$2/file-server.py" "$1" 2>> log
        """, "sh", folder, script,
      ]
      process.standardInput = FileHandle.nullDevice
      try process.run()
    } catch {
      print("no file server: \(error)")
      return nil
    }
    while process.isRunning, !FileManager.default.fileExists(atPath: "\(folder)/ports") {
      usleep(5_000)
    }
    let line = try? String(contentsOfFile: "\(folder)/ports", encoding: .utf8)
    let ports = (line ?? "").split(separator: " ").compactMap { Int($0) }
    guard ports.count == 2 else {
      let log = try? String(contentsOfFile: "\(folder)/log", encoding: .utf8)
      print("no file server, which needs python3 and openssl: \(log ?? "")")
      return nil
    }
    (http, https) = (ports[0], ports[1])
  }

  deinit {
    stop()
    try? FileManager.default.removeItem(atPath: folder)
  }

  /// From now on nobody answers.
  public func stop() {
    if process.isRunning { process.terminate() }
    process.waitUntilExit()
  }

  public func address(_ path: String, isSecure: Bool = false) -> String {
    isSecure ? "https://localhost:\(https)/\(path)" : "http://localhost:\(http)/\(path)"
  }

  /// Puts a file there, by a rename.
  public func put(_ name: String, _ bytes: [UInt8]) throws {
    try Data(bytes).write(to: URL(fileURLWithPath: "\(folder)/data/\(name)"), options: .atomic)
  }

  public func put(_ name: String, _ text: String) throws { try put(name, Array(text.utf8)) }

  /// Where its files are, for programs that make some.
  public var data: String { "\(folder)/data" }

  /// The requests so far: scheme, path, the first letters of the login, the condition.
  public var log: [String] {
    let lines = PlainClient.ask("GET", "/log", port: http).body.split(separator: "\n")
    return lines.map(String.init).filter { !$0.contains(" /log ") }
  }
}
