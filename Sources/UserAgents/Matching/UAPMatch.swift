import EventModel

/// Where the groups of a rule stand in an agent; valid until the next match.
struct UAPMatch {
  let agent: Bytes
  let isASCII: Bool
  /// Start and end of each group, -1 for one that took no part.
  let offsets: UnsafePointer<Int>
  let count: Int

  /// The text of a group; empty when the rule has none of that number.
  func group(_ number: Int) -> Bytes {
    guard number < count, offsets[number * 2] >= 0, offsets[number * 2] <= offsets[number * 2 + 1]
    else { return .empty }
    return agent.slice(offsets[number * 2], offsets[number * 2 + 1])
  }
}
