import EventModel
import WebValues

/// Members of maps and of JSON values.
enum Members {
  /// The member of a name; an error when there is none.
  static func member(_ owner: Value, _ name: Value, _ run: inout Evaluation) -> Value {
    switch owner.kind {
    case .null: return .missing
    case .map:
      if let value = owner.member(name) { return run.scalar(value) }
    case .json:
      if let value = find(owner, name, &run) { return value }
    default:
      return run.error("\(TypeName.of(owner).bytes.string) has no member '\(name.bytes.string)'")
    }
    return run.error("no member '\(name.bytes.string)': ask 'has' before")
  }

  /// The member of a name in a JSON object, the last of several; nil when there is none.
  static func find(_ owner: Value, _ name: Value, _ run: inout Evaluation) -> Value? {
    guard owner.bytes.hasPrefix("{"), name.kind == .text else { return nil }
    var scanner = JSONScanner(owner.bytes)
    var found: JSONValue?
    do throws(JSONError) {
      try scanner.enterObject()
      while let member = try scanner.nextMember() {
        let key = member.isKeyEscaped ? member.name(arena: run.arena) : member.key
        if key == name.bytes { found = member.value }
      }
    } catch {
      return nil
    }
    return found.map { run.value(of: $0) }
  }
}
