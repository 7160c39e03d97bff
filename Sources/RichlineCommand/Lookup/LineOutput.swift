/// Lines for stdout, written many at a time.
struct LineOutput {
  /// One call of the system for so many bytes.
  private static let size = 64 * 1024
  private var waiting = ""

  mutating func add(_ line: String) {
    if !waiting.isEmpty { waiting += "\n" }
    waiting += line
    if waiting.utf8.count >= LineOutput.size { end() }
  }

  /// Writes what is left.
  mutating func end() {
    if !waiting.isEmpty { Terminal.output(waiting) }
    waiting = ""
  }
}
