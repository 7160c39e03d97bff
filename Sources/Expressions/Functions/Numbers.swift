/// Numbers as text and back.
enum Numbers {
  /// The fewest digits that identify a number; whole numbers have no point.
  static func shown(_ number: Double) -> String {
    if number.isNaN { return "NaN" }
    if number.isInfinite { return number < 0 ? "-Infinity" : "Infinity" }
    let text = "\(number)"
    guard text.hasSuffix(".0") else { return text }
    return String(text.dropLast(2))
  }
}
