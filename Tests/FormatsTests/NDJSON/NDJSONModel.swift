import TestSupport

/// What `ndjson` says of lines, by a reader byte by byte.
enum NDJSONModel {
  /// What a line fails with; nil for an object.
  static func error(_ line: [UInt8]) -> String? {
    let start = line.prefix { [32, 9, 10, 13].contains($0) }.count
    if start == line.count || line[start] != 123 {
      return "not a JSON object: expected '{' at byte \(start)"
    }
    do {
      _ = try ModelJSON.value(line)
      return nil
    } catch {
      return "not a JSON object: \(error)"
    }
  }
}
