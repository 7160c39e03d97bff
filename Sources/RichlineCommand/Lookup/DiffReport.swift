import Richline

/// What differs between two databases, in words or as JSON.
struct DiffReport {
  private let diff: NetworkDiff
  private let old: LookupDescription
  private let new: LookupDescription

  /// Moves that are shown to people.
  private static let shownMoves = 20

  init(_ diff: NetworkDiff, old: LookupDescription, new: LookupDescription) {
    self.diff = diff
    self.old = old
    self.new = new
  }

  private var counts: [(name: String, count: NetworkDiff.Count)] {
    [
      ("same", diff.same), ("changed", diff.changed), ("added", diff.added),
      ("removed", diff.removed),
    ]
  }

  /// The most networks first.
  private var moves: [(move: NetworkDiff.Move, count: NetworkDiff.Count)] {
    diff.moves.map { (move: $0.key, count: $0.value) }.sorted { a, b in
      if a.count.networks != b.count.networks { return a.count.networks > b.count.networks }
      return (a.move.old, a.move.new) < (b.move.old, b.move.new)
    }
  }

  // MARK: words

  var text: String {
    var lines = ["old  \(DiffReport.version(old))", "new  \(DiffReport.version(new))", ""]
    let width = counts.map { "\($0.count.networks)".count }.max() ?? 0
    for (name, count) in counts {
      let number = "\(count.networks)"
      let gap = String(repeating: " ", count: 9 - name.count + width - number.count)
      lines.append("\(name)\(gap)\(DiffReport.words(count))")
    }
    if !diff.moves.isEmpty {
      lines += ["", "countries:"]
      lines += moves.prefix(DiffReport.shownMoves).map { move, count in
        "  \(DiffReport.country(move.old)) → \(DiffReport.country(move.new))  \(DiffReport.words(count))"
      }
      let rest = moves.count - DiffReport.shownMoves
      if rest > 0 { lines.append("  and \(rest) others") }
    }
    if !diff.examples.isEmpty {
      lines += ["", "examples:"]
      for change in diff.examples { lines += DiffReport.lines(change) }
    }
    return lines.joined(separator: "\n")
  }

  private static func version(_ description: LookupDescription) -> String {
    description.buildDate.map { "\(description.type) of \(DatabaseFacts.time($0))" }
      ?? description.type
  }

  private static func words(_ count: NetworkDiff.Count) -> String {
    "\(count.networks) network\(count.networks == 1 ? "" : "s"), \(count.v4Addresses) IPv4 addresses"
  }

  private static func country(_ code: String) -> String { code.isEmpty ? "none" : code }

  private static func lines(_ change: NetworkDiff.Change) -> [String] {
    guard let old = change.old else { return ["  \(change.range)  added"] }
    guard let new = change.new else { return ["  \(change.range)  removed"] }
    return ["  \(change.range)"]
      + new.differences(from: old).map { path, before, after in
        "    \(path.isEmpty ? "" : "\(path): ")\(before?.json ?? "nothing") → \(after?.json ?? "nothing")"
      }
  }

  // MARK: JSON

  var json: String {
    var line = JSONObject()
    line.add("old", DiffReport.version(old))
    line.add("new", DiffReport.version(new))
    for (name, count) in counts { line.add(name, raw: DiffReport.json(count)) }
    line.add("countries", raw: DiffReport.list(moves.map(DiffReport.json)))
    line.add("examples", raw: DiffReport.list(diff.examples.map(DiffReport.json)))
    return line.text
  }

  private static func list(_ items: [String]) -> String { "[\(items.joined(separator: ","))]" }

  private static func json(_ count: NetworkDiff.Count) -> String {
    "{\"networks\":\(count.networks),\"ipv4_addresses\":\(count.v4Addresses)}"
  }

  private static func json(_ move: NetworkDiff.Move, _ count: NetworkDiff.Count) -> String {
    var line = JSONObject()
    line.add("old", move.old.isEmpty ? nil : move.old)
    line.add("new", move.new.isEmpty ? nil : move.new)
    line.add("networks", count.networks)
    line.add("ipv4_addresses", count.v4Addresses)
    return line.text
  }

  private static func json(_ change: NetworkDiff.Change) -> String {
    var line = JSONObject()
    line.add("network", "\(change.range)")
    line.add("old", raw: change.old?.json ?? "null")
    line.add("new", raw: change.new?.json ?? "null")
    return line.text
  }
}
