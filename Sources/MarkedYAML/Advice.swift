/// What to write instead.
enum Advice {
  /// Longer values are described, not repeated: the line below shows them.
  static let longestShown = 60

  /// How to quote the value, with the value quoted where it is short.
  static func quote(_ value: String) -> String {
    if value.unicodeScalars.count > longestShown {
      return "put the whole value in single quotes, or on a line of its own below '|'"
    }
    if !value.utf8.contains(UInt8(ascii: "'")) {
      return "put the whole value in single quotes: '\(value)'"
    }
    if !value.utf8.contains(where: { $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\") }) {
      return "put the whole value in double quotes: \"\(value)\""
    }
    return "write the value on a line of its own below '|'"
  }

  /// The text between single quotes, its middle left out when it is long.
  static func shown(_ text: String) -> String {
    let scalars = Array(text.unicodeScalars)
    guard scalars.count > longestShown else { return "'\(text)'" }
    var short = String.UnicodeScalarView(scalars.prefix(longestShown - 1))
    short.append("…")
    return "'\(String(short))'"
  }
}
