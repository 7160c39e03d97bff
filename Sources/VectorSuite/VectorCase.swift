import Foundation

/// One case of a vector file.
struct VectorCase {
  let enrichment: String
  let name: String
  /// The number of the case among those of its enrichment with the same name, from 1.
  let ordinal: Int
  let config: [String: Any]
  let input: [String: Any]
  let expected: [String: Any]

  var label: String { "\(enrichment) | \(name) #\(ordinal)" }

  /// Reads the cases of a file, by enrichment in the order of the file.
  static func read(_ path: String) throws -> [VectorCase] {
    let text = try String(contentsOfFile: path, encoding: .utf8)
    var ordinals: [String: Int] = [:]
    return try text.split(separator: "\n").compactMap { line in
      guard
        let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any],
        let enrichment = object["enrichment"] as? String, let name = object["case"] as? String
      else { return nil }
      ordinals["\(enrichment)|\(name)", default: 0] += 1
      return VectorCase(
        enrichment: enrichment, name: name, ordinal: ordinals["\(enrichment)|\(name)"] ?? 1,
        config: object["config"] as? [String: Any] ?? [:],
        input: object["input"] as? [String: Any] ?? [:],
        expected: object["expected"] as? [String: Any] ?? [:])
    }
  }

  /// The configuration as text, to run cases of one configuration together.
  var configKey: String {
    let data = try? JSONSerialization.data(withJSONObject: config, options: [.sortedKeys])
    return data.map { String(decoding: $0, as: UTF8.self) } ?? ""
  }
}
