#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Where words go: data to stdout, everything else to stderr; colour on a terminal only.
enum Terminal {
  static func output(_ text: String) { write(text + "\n", to: 1) }
  static func error(_ text: String) { write(text + "\n", to: 2) }

  /// Whether findings may be coloured.
  static var hasColor: Bool { isatty(2) == 1 && getenv("NO_COLOR") == nil }

  private static func write(_ text: String, to file: Int32) {
    var text = text
    text.withUTF8 { bytes in
      var done = 0
      while done < bytes.count {
        let count = Glibc.write(file, bytes.baseAddress.map { $0 + done }, bytes.count - done)
        if count < 0 && errno != EINTR { return }
        done += max(count, 0)
      }
    }
  }
}
