/// The way from a JSON value to one inside of it.
public struct JSONPath: Sendable {
  private struct Step: Sendable {
    let key: Bytes
    /// Its place in a list, when it is a number.
    let index: Int?
  }

  private let steps: [Step]

  /// Keys with points between them, `.` for none; nil when one of them is empty, or there are more than
  /// JSON may be deep.
  public init?(_ text: String) {
    if text == "." {
      steps = []
      return
    }
    let keys = text.split(separator: ".", omittingEmptySubsequences: false)
    guard keys.count <= JSONScanner.depthLimit, keys.allSatisfy({ !$0.isEmpty }) else {
      return nil
    }
    steps = keys.map { key in
      let isNumber = key.utf8.allSatisfy { (48...57).contains($0) } && key.utf8.count < 10
      return Step(key: Bytes.constant(String(key)), index: isNumber ? Int(key) : nil)
    }
  }

  /// The value, of a text that was checked; nil when there is none.
  public func find(in root: JSONValue, arena: Arena) -> JSONValue? {
    var value = root
    for step in steps {
      guard let next = try? JSONPath.member(step, of: value, arena) else { return nil }
      value = next
    }
    return value
  }

  private static func member(
    _ step: Step, of value: JSONValue, _ arena: Arena
  ) throws(JSONError) -> JSONValue? {
    var scanner = JSONScanner(value.raw)
    switch value.kind {
    case .object:
      try scanner.enterObject()
      var found: JSONValue?
      while let member = try scanner.nextMember() {
        if member.name(arena: arena) == step.key { found = member.value }
      }
      return found
    case .array:
      guard let index = step.index else { return nil }
      try scanner.enterArray()
      var place = 0
      while let element = try scanner.nextElement() {
        if place == index { return element }
        place += 1
      }
      return nil
    default: return nil
    }
  }
}
