import CKernels
public import EventModel

/// The pairs of a raw query, in order.
///
/// Shape: slices of the query; names and values are decoded by those who need them.
/// Source: Snowplow Enrich, fact sheet 2.1; JOB.md 7 for `Rules.referer`.
public struct QueryString: Sequence, IteratorProtocol, Sendable {
  /// How a query is cut into pairs.
  public enum Rules: Sendable {
    /// At `&` and `;`; name and value at the first `=`; pairs with an empty name are dropped.
    case form
    /// At `&` only, and a `=` that comes first belongs to the name.
    case referer
  }

  /// The raw query.
  public let text: Bytes
  private let rules: Rules
  private var at = 0

  /// The pairs of a query without its `?`.
  public init(_ text: Bytes, _ rules: Rules = .form) {
    self.text = text
    self.rules = rules
  }

  /// The next pair; nil behind the last.
  public mutating func next() -> QueryPair? {
    while at < text.count {
      var equals = -1
      let end = pairEnd(&equals)
      let start = at
      at = end &+ 1
      if equals == start {
        if rules == .form { continue }
        equals = -1
      }
      if equals >= 0 {
        return QueryPair(name: text.slice(start, equals), value: text.slice(equals &+ 1, end))
      }
      if end > start { return QueryPair(name: text.slice(start, end), value: nil) }
    }
    return nil
  }

  /// The last pair of a name, which wins over the ones before it; nil when there is none.
  public func last(named name: Bytes) -> QueryPair? {
    var pairs = QueryString(text, rules)
    var found: QueryPair?
    while let pair = pairs.next() {
      if pair.isNamed(name) { found = pair }
    }
    return found
  }

  /// The raw value of the last pair of a name; nil when there is none or it has no `=`.
  public func value(named name: Bytes) -> Bytes? { last(named: name)?.value }

  /// The place of the separator behind the pair at `at`, and of its first `=`.
  @inline(__always)
  private func pairEnd(_ equals: inout Int) -> Int {
    var group = at
    while group < text.count {
      let p = text.start + group
      let left = text.count &- group
      var ends = ck_equal16(p, 38)
      if rules == .form { ends |= ck_equal16(p, 59) }
      ends = ByteGroup.first(left, ends)
      if equals < 0 {
        let sign = ByteGroup.first(left, ck_equal16(p, 61)) & (ends &- 1) & ~ends
        if sign != 0 { equals = group &+ sign.trailingZeroBitCount }
      }
      if ends != 0 { return group &+ ends.trailingZeroBitCount }
      group &+= 16
    }
    return text.count
  }
}
