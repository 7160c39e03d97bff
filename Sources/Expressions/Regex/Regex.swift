import EventModel

/// A compiled pattern that is looked for in texts, in time linear in their length.
///
/// Shape: RE2's syntax, read as UTF-8; no captures. Most patterns become a table with one look-up a
/// byte; those whose table would be too large are walked step by step.
struct Regex: Sendable {
  private let steps: [RegexSteps.Step]
  private let start: Int32
  private let table: RegexTable?

  init(_ pattern: String, usesTable: Bool = true) throws(RegexProblem) {
    let steps = try RegexSteps(try RegexParser.parse(pattern))
    self.steps = steps.steps
    start = steps.start
    table = usesTable ? RegexTable(steps) : nil
  }

  /// Whether the pattern runs on a table.
  var hasTable: Bool { table != nil }

  /// Whether a text holds a match.
  func matches(_ text: Bytes) -> Bool {
    guard let table else { return walk(text) }
    return table.next.withUnsafeBufferPointer { next in
      table.classes.withUnsafeBufferPointer { classes in
        var state = RegexTable.start
        for i in 0..<text.count {
          state = next[Int(state) &* table.width &+ Int(classes[Int(text[i])])]
          if state <= RegexTable.matched { return state == RegexTable.matched }
        }
        return next[Int(state) &* table.width &+ table.width &- 1] == RegexTable.matched
      }
    }
  }

  private func walk(_ text: Bytes) -> Bool {
    steps.withUnsafeBufferPointer { list in
      var walk = RegexWalk(list)
      var reached = [start]
      for i in 0...text.count {
        let context = RegexContext(
          behind: i > 0 ? text[i - 1] : nil, before: i < text.count ? text[i] : nil)
        walk.follow(reached, context)
        if walk.isMatched { return true }
        guard i < text.count else { break }
        walk.next(text[i], into: &reached)
        reached.append(start)
      }
      return false
    }
  }
}
