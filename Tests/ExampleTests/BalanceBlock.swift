import Foundation

/// The balance that a README shows, between marks.
enum BalanceBlock {
  private static let start = "<!-- balance -->\n```\n"
  private static let end = "\n```\n<!-- /balance -->"

  /// The lines that stand there; nil without marks.
  static func lines(in text: String) -> [String]? {
    guard let place = range(in: text) else { return nil }
    return text[place].split(separator: "\n").map(String.init)
  }

  /// The text with other lines; as it was without marks.
  static func replacing(_ lines: [String], in text: String) -> String {
    guard let place = range(in: text) else { return text }
    return text[..<place.lowerBound] + lines.joined(separator: "\n") + text[place.upperBound...]
  }

  private static func range(in text: String) -> Range<String.Index>? {
    guard let start = text.range(of: start), let end = text.range(of: end),
      start.upperBound <= end.lowerBound
    else { return nil }
    return start.upperBound..<end.lowerBound
  }
}
