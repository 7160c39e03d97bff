import Foundation
import Richline

/// What became of one line of a log.
struct LineOutcome {
  /// Snowplow's columns of the events that were written.
  let rows: [[String]]
  /// The failed events, as JSON objects.
  let failures: [[String: Any]]

  var row: [String]? { rows.first }

  /// The text of a column of the first event; empty when there is none.
  func column(_ name: String) -> String {
    guard let row, let place = SnowplowFields.index[name] else { return "" }
    return row[place]
  }

  /// What the first failed event says; empty when there is none.
  var message: String { failures.first?["message"] as? String ?? "" }

  /// All its errors, each with the name of its field.
  var errors: [String] { failures.first?["errors"] as? [String] ?? [] }

  /// The fields that the errors of the first failed event name.
  var errorFields: Set<String> {
    Set(errors.compactMap { $0.split(separator: ":").first.map(String.init) })
  }
}

extension Bench {
  /// Runs one line.
  func outcome(
    _ line: String, format: String, lookups: String = "", stages: String = ""
  ) throws -> LineOutcome {
    let failed = folder.appendingPathComponent("failed.ndjson")
    try? FileManager.default.removeItem(at: failed)
    let rows = try columns(lines: [line], format: format, lookups: lookups, stages: stages)
    let text = (try? String(contentsOf: failed, encoding: .utf8)) ?? ""
    let failures = text.split(separator: "\n").compactMap {
      try? JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]
    }
    return LineOutcome(rows: rows, failures: failures)
  }
}
