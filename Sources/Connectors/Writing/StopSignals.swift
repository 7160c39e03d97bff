#if canImport(Glibc)
  private import Glibc
#elseif canImport(Musl)
  private import Musl
#endif

/// Signals that would end the process where a refused `write` says the same.
enum StopSignals {
  /// Ignores the signals of a broken pipe and of a file that is too large; handlers that somebody
  /// has set stay.
  static func ignore() {
    for number in [SIGPIPE, SIGXFSZ] {
      if let handler = signal(number, SIG_IGN) { signal(number, handler) }
    }
  }
}
