import Foundation
import Richline

/// Runs lines through a pipeline in a folder of its own and gives the rows that come out.
struct Bench {
  let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("richline-vectors-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  func remove() { try? FileManager.default.removeItem(at: folder) }

  /// Writes a file beside the pipeline.
  func write(_ name: String, _ text: String) throws {
    try text.write(to: folder.appendingPathComponent(name), atomically: false, encoding: .utf8)
  }

  /// What came of the lines of an input.
  struct Outcome {
    /// Snowplow's 131 columns of each event that was written.
    var rows: [[String]] = []
    /// The errors of the lines that failed, by their numbers from 0.
    var errors: [Int: [String]] = [:]
  }

  /// Snowplow's 131 columns of each event that was written; events that fail are missing.
  func columns(
    lines: [String], format: String, lookups: String = "", stages: String = ""
  ) throws -> [[String]] {
    try run(lines: lines, format: format, lookups: lookups, stages: stages).rows
  }

  /// Runs lines through a pipeline.
  func run(
    lines: [String], format: String, lookups: String = "", stages: String = "",
    tooLong: String = "fail"
  ) throws -> Outcome {
    try write("in.log", lines.map { $0 + "\n" }.joined())
    let pipeline = """
      version: 1
      \(lookups.isEmpty ? "" : "lookups:\n" + lookups)
      sources:
        - { use: files, path: in.log, format: \(format) }
      \(stages.isEmpty ? "" : "stages:\n" + stages)
      sinks:
        - use: files
          path: out.tsv
          format: { use: snowplow_tsv, too_long: \(tooLong) }
          if_exists: replace
        - { id: rejects, from: failed, use: files, path: failed.ndjson, if_exists: replace }
      """
    let plan = try Pipeline(
      SourceFile(name: "vectors.yaml", text: pipeline), folder: folder.path)
    let outcome = try plan.run()
    guard outcome.status == .good else {
      throw VectorFailure(outcome.messages.joined(separator: "; "))
    }
    let rows = try String(contentsOf: folder.appendingPathComponent("out.tsv"), encoding: .utf8)
    return Outcome(
      rows: rows.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
        .map { $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init) },
      errors: try errors())
  }

  private func errors() throws -> [Int: [String]] {
    let path = folder.appendingPathComponent("failed.ndjson")
    var errors: [Int: [String]] = [:]
    for line in try String(contentsOf: path, encoding: .utf8).split(separator: "\n") {
      let value = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
      guard let place = (value?["source"] as? [String: Any])?["line"] as? Int else { continue }
      errors[place - 1] = value?["errors"] as? [String] ?? [value?["message"] as? String ?? ""]
    }
    return errors
  }

  /// A pixel request whose query holds the given pairs, encoded as CloudFront does.
  static func pixel(_ pairs: [(String, String)], referer: String = "-") -> String {
    let query = pairs.map { encode($0.0) + "=" + encode($0.1) }.joined(separator: "&")
    return [
      "2014-01-28", "03:41:59", "IAD12", "828", "67.71.16.237", "GET", "d.cloudfront.net", "/i",
      "200", referer, "-", query.replacingOccurrences(of: "%", with: "%25"),
    ].joined(separator: "\t")
  }

  /// Percent-encodes all but letters and digits.
  static func encode(_ text: String) -> String {
    text.utf8.map { byte in
      let isPlain = (byte | 32) >= 97 && (byte | 32) <= 122 || byte >= 48 && byte <= 57
      return isPlain ? String(UnicodeScalar(byte)) : String(format: "%%%02X", byte)
    }.joined()
  }

  /// A JSON text of anything.
  static func json(_ value: Any) -> String {
    let data = try? JSONSerialization.data(withJSONObject: value, options: [.fragmentsAllowed])
    return data.map { String(decoding: $0, as: UTF8.self) } ?? "null"
  }
}

struct VectorFailure: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}
