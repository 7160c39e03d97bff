#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Where words go: data to stdout, everything else to stderr; colour on a terminal only.
enum Terminal {
  /// Errors: what cannot be written ends the program, or half a report would pass for a whole one.
  static func output(_ text: String) {
    guard let reason = write(text + "\n", to: 1) else { return }
    error("richline: cannot write to stdout: \(reason)")
    exit(ExitStatus.trouble.rawValue)
  }

  static func error(_ text: String) { _ = write(text + "\n", to: 2) }

  /// Whether findings may be coloured.
  static var hasColor: Bool { isatty(2) == 1 && getenv("NO_COLOR") == nil }

  /// The system's reason when it refuses.
  private static func write(_ text: String, to file: Int32) -> String? {
    var text = text
    return text.withUTF8 { bytes in
      var done = 0
      while done < bytes.count {
        let count = Glibc.write(file, bytes.baseAddress.map { $0 + done }, bytes.count - done)
        if count < 0 && errno != EINTR { return String(cString: strerror(errno)).lowercased() }
        done += max(count, 0)
      }
      return nil
    }
  }
}
