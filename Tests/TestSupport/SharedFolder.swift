import Foundation

/// The folder with shared vectors and data, which not every machine has.
public enum SharedFolder {
  /// `$RICHLINE_SHARED`, else `../shared` beside the package; whether it is there or not.
  public static let folder =
    ProcessInfo.processInfo.environment["RICHLINE_SHARED"] ?? "\(packageRoot)/../shared"

  /// The path of something in the folder; nil, and a note, without the file.
  public static func path(_ relative: String) -> String? {
    let path = "\(folder)/\(relative)"
    if FileManager.default.fileExists(atPath: path) { return path }
    print("no shared \(relative): nothing is compared with it")
    return nil
  }

  /// The folder above this file that holds the manifest.
  public static let packageRoot: String = {
    var folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    while folder.path != "/" {
      let manifest = folder.appendingPathComponent("Package.swift").path
      if FileManager.default.fileExists(atPath: manifest) { break }
      folder.deleteLastPathComponent()
    }
    return folder.path
  }()

  /// The cases of an enrichment in the vectors; none without the file.
  public static func vectors(_ enrichment: String) throws -> [[String: Any]] {
    guard let path = path("vectors/snowplow-enrich.jsonl") else { return [] }
    let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
    let cases: [[String: Any]] = try lines.compactMap { line in
      let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
      return object?["enrichment"] as? String == enrichment ? object : nil
    }
    precondition(!cases.isEmpty, "no case of \(enrichment)")
    return cases
  }
}
