extension LookupValue {
  /// A value that is another one, or on one side only, with its path.
  public typealias Difference = (path: String, old: LookupValue?, new: LookupValue?)

  /// What is another value than in `old`, in the order of the old record, then what is new.
  public func differences(from old: LookupValue) -> [Difference] {
    var found: [Difference] = []
    LookupValue.compare("", old, self, &found)
    return found
  }

  private static func compare(
    _ path: String, _ old: LookupValue?, _ new: LookupValue?, _ found: inout [Difference]
  ) {
    if old == new { return }
    switch (old, new) {
    case (.map(let before)?, .map(let after)?):
      let start = path.isEmpty ? "" : path + "."
      for member in before { compare(start + member.key, member.value, new?[member.key], &found) }
      for member in after where old?[member.key] == nil {
        found.append((start + member.key, nil, member.value))
      }
    case (.list(let before)?, .list(let after)?):
      for place in 0..<max(before.count, after.count) {
        compare(
          "\(path)[\(place)]", place < before.count ? before[place] : nil,
          place < after.count ? after[place] : nil, &found)
      }
    default: found.append((path, old, new))
    }
  }
}
