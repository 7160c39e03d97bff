#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif
import StageKit

/// `addresses DATABASE FILE`: what it costs to look the addresses of a file up, one a line, and to
/// have eight values of each as a stage writes them.
///
/// A line for each pass over all addresses: nanoseconds an address, and what was found. The first
/// pass meets every record for the first time.
@main
enum Main {
  static let passes = 4

  static func main() throws {
    guard CommandLine.arguments.count == 3 else {
      print("usage: addresses DATABASE FILE")
      exit(2)
    }
    let begin = now()
    let table = try MMDBTable.open(path: CommandLine.arguments[1])
    let opened = now()
    try table.verify()
    let verified = now()
    let lines = try Lines(CommandLine.arguments[2])
    print(
      "addresses \(lines.texts.count) open_ms \((opened - begin) / 1_000_000)",
      "verify_ms \((verified - opened) / 1_000_000)")
    var kept = RecordCache(width: Lookups.projection.count)
    for _ in 0..<passes {
      var lookups = Lookups(table: table)
      let parsing = time(lines) { lookups.parse(lines) }
      let walking = try time(lines) { try lookups.walk() }
      let keeping = try time(lines) { try lookups.fetch(&kept) }
      let reading = try time(lines) { try lookups.read() }
      print(
        "parse \(parsing) walk \(walking) kept \(keeping) read \(reading)",
        "| found \(lookups.found) values \(lookups.values)")
    }
  }

  /// Nanoseconds of CPU time for an address.
  private static func time(_ lines: Lines, _ body: () throws -> Void) rethrows -> Int {
    let begin = now()
    try body()
    return (now() - begin) / max(lines.texts.count, 1)
  }

  private static func now() -> Int {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return time.tv_sec * 1_000_000_000 + time.tv_nsec
  }
}
