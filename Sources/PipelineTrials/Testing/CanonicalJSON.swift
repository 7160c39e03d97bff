import StageKit

/// JSON texts in one form, so that equal values are equal texts.
///
/// Shape: members stand by their names, numbers without what does not count (`1.0`, `1e0`, `1`).
enum CanonicalJSON {
  /// The text itself when it is no JSON.
  static func text(_ json: String) -> String {
    let arena = Arena()
    guard let value = try? JSONScanner.value(arena.copy(json)) else { return json }
    return text(value, arena)
  }

  /// Recursion is as deep as the scanner allows.
  private static func text(_ value: JSONValue, _ arena: Arena) -> String {
    switch value.kind {
    case .number: number(value.raw.string)
    case .string: JSONText.quoted(value.text(arena: arena)?.string ?? "")
    case .array: "[" + items(value.raw).map { text($0, arena) }.joined(separator: ",") + "]"
    case .object:
      "{"
        + members(value.raw, arena).map { "\(JSONText.quoted($0.0)):\(text($0.1, arena))" }
        .joined(separator: ",") + "}"
    default: value.raw.string
    }
  }

  /// Whole numbers stay whole: they may have more digits than a double holds.
  private static func number(_ text: String) -> String {
    if Int64(text) != nil { return text == "-0" ? "0" : text }
    guard let double = Double(text) else { return text }
    return Int64(exactly: double).map(String.init) ?? "\(double)"
  }

  private static func items(_ text: Bytes) -> [JSONValue] {
    var scanner = JSONScanner(text)
    guard (try? scanner.enterArray()) != nil else { return [] }
    var items: [JSONValue] = []
    while let item = try? scanner.nextElement() { items.append(item) }
    return items
  }

  private static func members(_ text: Bytes, _ arena: Arena) -> [(String, JSONValue)] {
    var scanner = JSONScanner(text)
    guard (try? scanner.enterObject()) != nil else { return [] }
    var members: [(String, JSONValue)] = []
    while let member = try? scanner.nextMember() {
      members.append((member.name(arena: arena).string, member.value))
    }
    return members.sorted { $0.0 < $1.0 }
  }
}
