import StageKit

/// What a text may have to be.
enum TextForm: String, Sendable {
  case integer, number, boolean, timestamp, uuid, ip, url, json, object, array

  func fits(_ text: Bytes) -> Bool {
    switch self {
    case .integer: return NumberText.int64(text) != nil
    case .number: return TextForm.value(text)?.kind == .number
    case .boolean: return text == "true" || text == "false"
    case .timestamp: return TimestampText.parse(rfc3339: text) != nil
    case .uuid: return TextForm.isUUID(text)
    case .ip: return IPAddress.parse(text) != nil
    case .url: return URI.strict(text).map { $0.scheme != nil && $0.host != nil } ?? false
    case .json: return TextForm.value(text) != nil
    case .object: return TextForm.value(text)?.kind == .object
    case .array: return TextForm.value(text)?.kind == .array
    }
  }

  private static func value(_ text: Bytes) -> JSONValue? { try? JSONScanner.value(text) }

  private static func isUUID(_ text: Bytes) -> Bool {
    guard text.count == 36 else { return false }
    for i in 0..<36 {
      let c = text[i]
      if i == 8 || i == 13 || i == 18 || i == 23 {
        guard c == 45 else { return false }
      } else {
        guard c &- 48 < 10 || (c | 32) &- 97 < 6 else { return false }
      }
    }
    return true
  }
}
