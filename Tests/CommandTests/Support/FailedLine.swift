import Foundation

extension Bed {
  /// The failed events of a file: `class source:name:line message | raw`, what is absent left out.
  func failures(_ name: String) throws -> [String] {
    try objects(name).map { object in
      let source = object["source"] as? [String: Any] ?? [:]
      var text = "\(object["class"] ?? "") \(source["id"] ?? ""):\(source["name"] ?? "")"
      if let line = source["line"] { text += ":\(line)" }
      text += " \(object["message"] ?? "")"
      if let raw = object["raw"] { text += " | \(raw)" }
      if let raw = object["raw_b64"] { text += " | base64 \(raw)" }
      return text
    }
  }
}
