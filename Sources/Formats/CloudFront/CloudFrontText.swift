import StageKit

/// Texts of logs without what CloudFront did to them.
enum CloudFrontText {
  /// A text that is not decoded, with single percent signs.
  static func repaired(_ text: Bytes, _ arena: Arena) -> Bytes {
    PercentCoding.repair(UTF8Repair.repaired(text, arena: arena), arena: arena)
  }

  /// A referer, not decoded: without the doubling, and without one `%` at the end, which is seen in
  /// logs; nil when nothing is left.
  static func referer(_ referer: Bytes, _ arena: Arena) -> Bytes? {
    var text = repaired(referer, arena)
    if text[text.count - 1] == 37 { text = text.dropLast(1) }
    return text.isEmpty ? nil : text
  }
}
