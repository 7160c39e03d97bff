import StageKit

/// What the parameter `_sp` of a page's query says of the visitor on the page before.
///
/// Shape: up to seven parts between dots, of which the first two are read: user and milliseconds.
/// Source: Snowplow Enrich, fact sheet 3.5.
struct CrossDomain {
  /// Parts at most: with more of them nothing is read.
  private static let capacity = 7

  /// As it stands in the query, decoded; nil when it is empty.
  let user: Bytes?
  /// Nil when it is empty or missing.
  let time: Bytes?

  /// Nil when the query holds no `_sp` with a value.
  init?(query: Bytes, _ arena: Arena) {
    var value: Bytes?
    for pair in QueryString(query) where pair.name.count >= 3 {
      if pair.name == "_sp" || (pair.name.contains(37) && pair.isNamed(CrossDomain.name)) {
        value = pair.value
      }
    }
    guard let value, !value.isEmpty else { return nil }
    let text = PercentCoding.decode(value, .plusAsBlank, arena: arena)
    guard CrossDomain.parts(text) <= CrossDomain.capacity else { return nil }
    let end = text.firstIndex(of: 46) ?? text.count
    let user = text.prefix(end)
    self.user = user.isEmpty ? nil : user
    guard end < text.count else {
      time = nil
      return
    }
    let second = text.firstIndex(of: 46, from: end + 1) ?? text.count
    time = second > end + 1 ? text.slice(end + 1, second) : nil
  }

  private static let name = Bytes.constant("_sp")

  private static func parts(_ text: Bytes) -> Int {
    var parts = 1
    for i in 0..<text.count where text[i] == 46 { parts += 1 }
    return parts
  }
}
