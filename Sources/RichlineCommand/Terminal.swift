import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Where words go: data to stdout, everything else to stderr; colour on a terminal only.
enum Terminal {
  /// The line below all others that is drawn again and again.
  private static let status = Mutex("")
  /// To the beginning of the line, and all of it away.
  private static let erase = "\r\u{1B}[K"

  /// Errors: what cannot be written ends the program, or half a report would pass for a whole one.
  static func output(_ text: String) { put(text + "\n") }

  /// Data that brings its own line breaks.
  ///
  /// Errors: as `output`.
  static func put(_ text: String) {
    guard let reason = write(text, to: 1) else { return }
    error("richline: cannot write to stdout: \(reason)")
    exit(ExitStatus.trouble.rawValue)
  }

  @Sendable static func error(_ text: String) {
    status.withLock { line in
      _ = write(line.isEmpty ? text + "\n" : erase + text + "\n" + line, to: 2)
    }
  }

  /// Draws the line below all others; an empty one takes it away.
  static func show(status text: String) {
    status.withLock { line in
      guard text != line else { return }
      line = text
      _ = write(erase + text, to: 2)
    }
  }

  /// Whether findings may be coloured.
  static var hasColor: Bool { isatty(2) == 1 && getenv("NO_COLOR") == nil }

  /// Whether what goes to stdout may be coloured.
  static var hasOutputColor: Bool { isatty(1) == 1 && getenv("NO_COLOR") == nil }

  /// Whether a line can be drawn again: not where rows are shown, either.
  static var hasStatus: Bool {
    isatty(2) == 1 && isatty(1) == 0 && getenv("TERM").map { String(cString: $0) } != "dumb"
  }

  /// Characters of a line; 80 where nobody says.
  static var width: Int { width(of: 2) ?? 80 }

  /// Characters of a line of what is open there; nil when it does not say.
  static func width(of file: Int32) -> Int? {
    var size = winsize()
    guard ioctl(file, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    return Int(size.ws_col)
  }

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
