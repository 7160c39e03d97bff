import StageKit

/// The path of a sink's files: text, places for the number of a part and the name of the run, and what
/// expressions come to for each event.
///
/// Shape: text before the first brace is literal and not empty.
struct PathTemplate: Equatable {
  private enum Place: Int {
    case part = 1
    case run = 2
  }

  private let parts: [Template.Part]

  init(_ template: Template, of text: String) throws(PathTemplateProblem) {
    guard !text.isEmpty else { throw .empty }
    guard !text.utf8.contains(0) else { throw .zeroByte }
    guard !text.hasPrefix("{") else { throw .noLiteral(text) }
    guard !text.hasSuffix("/") else { throw .folder(text) }
    parts = template.parts
    for case .text(let literal) in parts {
      if literal.contains("}") { throw .notOpened(text) }
      if literal.contains("{") { throw .notClosed(text) }
      if hasExpressions, literal.utf8.contains(where: { $0 < 32 }) { throw .controlByte }
    }
    if hasExpressions, let problem = ambiguity(text) { throw problem }
  }

  /// A path without expressions.
  init(_ text: String) throws(PathTemplateProblem) {
    let template = try? Template.compile(text, placeholders: Template.pathPlaceholders) { _ in nil }
    try self.init(template ?? Template(text: text), of: text)
  }

  /// Whether every part has a name of its own.
  var hasPart: Bool { parts.contains(.placeholder(Place.part.rawValue)) }

  /// Whether events choose the file.
  var hasExpressions: Bool { parts.contains(.expression) }

  /// The folder of its literal beginning; empty for the working folder.
  var firstFolder: String {
    guard case .text(let text)? = parts.first, let slash = text.lastIndex(of: "/") else {
      return ""
    }
    return String(text[..<slash])
  }

  /// The path of a file; without expressions.
  func rendered(run: String, part: Int) -> String {
    parts.map { piece in
      switch piece {
      case .text(let text): text
      case .placeholder(Place.part.rawValue): String(part)
      case .placeholder: run
      case .expression: ""
      }
    }.joined()
  }

  /// The path of a file for what the template came to.
  static func rendered(_ name: [UInt8], run: String, part: Int) -> String {
    var path: [UInt8] = []
    for byte in name {
      switch Int(byte) {
      case Place.part.rawValue: path += Array(String(part).utf8)
      case Place.run.rawValue: path += Array(run.utf8)
      default: path.append(byte)
      }
    }
    return String(decoding: path, as: UTF8.self)
  }

  /// The path of a file in the folder that a run has for itself, as `out/run=7/`; nil when it has none.
  func inRunFolder(_ name: String, run: String) -> String? {
    var folder = ""
    var hasRun = false
    for piece in parts {
      switch piece {
      case .placeholder(Place.run.rawValue):
        folder += run
        hasRun = true
      case .text(let text):
        if hasRun, let slash = text.firstIndex(of: "/") { return folder + text[...slash] + name }
        folder += text
      case .placeholder, .expression: return nil
      }
    }
    return nil
  }

  /// What is wrong when two values and two numbers could come to one path.
  ///
  /// Shape: between the slashes around it `{part}` may have expressions on one side only, and no digit
  /// or expression next to it there: then the number can be read off every path, and no two are the
  /// same.
  private func ambiguity(_ text: String) -> PathTemplateProblem? {
    guard let place = parts.firstIndex(of: .placeholder(Place.part.rawValue)) else { return nil }
    let before = PathTemplate.neighbors(parts[..<place].reversed()) { String($0.reversed()) }
    let after = PathTemplate.neighbors(Array(parts[(place + 1)...])) { $0 }
    if before.hasExpression, after.hasExpression { return .partBetween(text) }
    if before.touches || after.touches { return .partTouches(text) }
    return nil
  }

  /// What stands beside `{part}` up to the next slash; `inward` turns a text so that it begins there.
  private static func neighbors(
    _ pieces: [Template.Part], _ inward: (String) -> String
  ) -> (hasExpression: Bool, touches: Bool) {
    var near = ""
    for piece in pieces {
      switch piece {
      case .text(let text):
        let text = inward(text)
        if let slash = text.firstIndex(of: "/") {
          near += text[..<slash]
          return (false, false)
        }
        near += text
      case .placeholder: near += "0"
      case .expression:
        let first = near.utf8.first
        return (true, first == nil || first.map { (48...57).contains($0) } == true)
      }
    }
    return (false, false)
  }
}
