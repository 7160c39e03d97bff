/// A rule: a pattern, and how the values of its section are made from a match.
struct UAPRule {
  let pattern: UAPPattern
  /// In the order of `UAPSection.values`.
  let templates: [UAPTemplate]
}
