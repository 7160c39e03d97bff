#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// What the parser of arguments takes for granted.
enum CommandLineText {
  /// The narrowest terminal that help is made for; the parser ends the program on narrower ones.
  private static let leastColumns = 40

  /// Errors: an argument that is no UTF-8, which would name another file than the one that was meant,
  /// ends the program.
  static func prepare() {
    for place in 1..<max(1, Int(CommandLine.argc)) {
      guard let word = CommandLine.unsafeArgv[place], String(validatingCString: word) == nil else {
        continue
      }
      Terminal.error("richline: argument \(place), '\(String(cString: word))', is not UTF-8")
      exit(ExitStatus.usage.rawValue)
    }
    let stated = getenv("COLUMNS").flatMap { Int(String(cString: $0)) }
    if (stated ?? Terminal.width(of: 1) ?? leastColumns) < leastColumns {
      setenv("COLUMNS", "\(leastColumns)", 1)
    }
  }
}
