import StageKit

/// The name of a schema: `iglu:<vendor>/<name>/<format>/<version>`.
///
/// Source: the pattern of Snowplow's schemas contexts/1-0-1 and unstruct_event/1-0-0.
struct IgluURI {
  let vendor: Bytes
  let name: Bytes
  let format: Bytes
  let version: Bytes

  /// The parts of a text; nil when it is no such name.
  init?(_ text: Bytes) {
    guard text.hasPrefix("iglu:") else { return nil }
    let rest = text.dropFirst(5)
    guard let first = rest.firstIndex(of: 47),
      let second = rest.firstIndex(of: 47, from: first + 1),
      let third = rest.firstIndex(of: 47, from: second + 1)
    else { return nil }
    vendor = rest.prefix(first)
    name = rest.slice(first + 1, second)
    format = rest.slice(second + 1, third)
    version = rest.dropFirst(third + 1)
    guard IgluURI.isName(vendor, withDots: true), IgluURI.isName(name, withDots: false),
      IgluURI.isName(format, withDots: false), IgluURI.isVersion(version)
    else { return nil }
  }

  /// Whether it is version `1-0-*` of a schema of Snowplow's own.
  func isWrapper(_ name: StaticString) -> Bool {
    vendor == "com.snowplowanalytics.snowplow" && self.name == name && format == "jsonschema"
      && version.hasPrefix("1-0-")
  }

  private static func isName(_ text: Bytes, withDots: Bool) -> Bool {
    for i in 0..<text.count {
      let c = text[i]
      let isLetter = (c | 32) >= 97 && (c | 32) <= 122
      guard isLetter || (c >= 48 && c <= 57) || c == 45 || c == 95 || (withDots && c == 46) else {
        return false
      }
    }
    return !text.isEmpty
  }

  /// Three numbers between hyphens.
  private static func isVersion(_ text: Bytes) -> Bool {
    var hyphens = 0
    var digits = 0
    for i in 0..<text.count {
      if text[i] == 45 {
        guard digits > 0 else { return false }
        hyphens += 1
        digits = 0
      } else {
        guard text[i] >= 48, text[i] <= 57 else { return false }
        digits += 1
      }
    }
    return hyphens == 2 && digits > 0
  }
}
