/// Makes values of fields from JSON values.
public enum JSONField {
  /// The value; empty for `null` and the empty text, nil when it does not fit the type.
  public static func value(_ value: JSONValue, _ type: FieldType, _ arena: Arena) -> Slot? {
    if value.kind == .null { return .empty }
    if type == .json { return .json(JSONText.compact(value.raw, arena: arena)) }
    guard value.kind != .object, value.kind != .array else { return nil }
    let content = value.text(arena: arena) ?? value.raw
    if content.isEmpty { return .empty }
    if type == .timestamp, value.kind == .number {
      guard let time = NumberText.epochMilliseconds(content), TimestampText.isWritable(time) else {
        return nil
      }
      return .timestamp(time)
    }
    return Slot.text(content).converted(to: type, arena: arena)
  }
}
