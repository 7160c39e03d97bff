import Foundation

/// The tables of `Docs/RealLogs.md`, between marks.
enum RealTable {
  /// What came of one log, with both treatments.
  typealias Entry = (log: RealLog, fail: RealRun, empty: RealRun)

  static func text(_ entries: [Entry]) -> String {
    var rows = [
      [
        "file", "`invalid`", "lines", "records", "decoded", "failed", "`geo_country`",
        "`refr_medium`", "`ua_family` not `Other`", "`mkt_source`",
      ]
    ]
    for entry in entries {
      let fail = row(entry.log, "`fail`", entry.fail)
      let empty = row(entry.log, "`empty`", entry.empty)
      let isSame = fail.dropFirst(2) == empty.dropFirst(2)
      rows += isSame ? [row(entry.log, "either", entry.fail)] : [fail, empty]
    }
    return markdown(rows) + "\n\nWhy records failed:\n\n" + markdown(reasons(entries))
  }

  /// A row for each reason, the most frequent first.
  private static func reasons(_ entries: [Entry]) -> [[String]] {
    var fail: [String: Int] = [:]
    var empty: [String: Int] = [:]
    var files: [String: [String]] = [:]
    for entry in entries {
      fail.merge(entry.fail.reasons, uniquingKeysWith: +)
      empty.merge(entry.empty.reasons, uniquingKeysWith: +)
      for reason in Set(entry.fail.reasons.keys).union(entry.empty.reasons.keys) {
        files[reason, default: []].append("`\(entry.log.shortName)`")
      }
    }
    let sorted = files.sorted { (fail[$1.key] ?? 0, $0.key) < (fail[$0.key] ?? 0, $1.key) }
    return [["reason", "`fail`", "`empty`", "files"]]
      + sorted.map { reason, files in
        [
          "`\(reason)`", "\(fail[reason] ?? 0)", "\(empty[reason] ?? 0)",
          files.joined(separator: ", "),
        ]
      }
  }

  private static func row(_ log: RealLog, _ mode: String, _ run: RealRun) -> [String] {
    let mediums = run.mediums.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      .map { "\($0.key) \($0.value)" }
    let numbers = ["lines", "records", "decoded", "failed"].map { "\(run.counts[$0] ?? -1)" }
    return ["`\(log.shortName)`", mode] + numbers
      + [
        "\(run.withCountry)", mediums.isEmpty ? "0" : mediums.joined(separator: ", "),
        "\(run.withFamily)", "\(run.withSource)",
      ]
  }

  private static func markdown(_ rows: [[String]]) -> String {
    guard let head = rows.first else { return "" }
    let rule = Array(repeating: "---", count: head.count)
    return ([head, rule] + rows.dropFirst())
      .map { "| " + $0.joined(separator: " | ") + " |" }.joined(separator: "\n")
  }

  // MARK: the page

  private static let start = "<!-- tables -->\n"
  private static let end = "\n<!-- /tables -->"

  /// What stands between the marks of a page; nil without them.
  static func block(in page: String) -> String? {
    range(in: page).map { String(page[$0]) }
  }

  static func replacing(_ block: String, in page: String) -> String {
    guard let place = range(in: page) else { return page }
    return page[..<place.lowerBound] + block + page[place.upperBound...]
  }

  private static func range(in page: String) -> Range<String.Index>? {
    guard let start = page.range(of: start), let end = page.range(of: end),
      start.upperBound <= end.lowerBound
    else { return nil }
    return start.upperBound..<end.lowerBound
  }
}
