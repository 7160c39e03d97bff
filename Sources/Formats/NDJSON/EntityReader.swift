import StageKit

/// Reads lists of self-describing entities.
enum EntityReader {
  /// The group of entities that came with the input: no stage has it.
  static let group = Int(UInt32.max)

  /// The list in the order of the input; nil when the value is none.
  static func read(_ value: JSONValue, arena: Arena) -> Slot? {
    switch value.kind {
    case .array: return try? list(value.raw, arena)
    case .object:
      guard let members = try? SelfDescribing(value.raw, arena), members.isWrapper else {
        return nil
      }
      return try? list(members.data, arena)
    case .string: return value.raw.count == 2 ? .empty : nil
    default: return nil
    }
  }

  private static func list(_ text: Bytes, _ arena: Arena) throws(JSONError) -> Slot? {
    var scanner = JSONScanner(text)
    var list = Slot.empty
    try scanner.enterArray()
    while let value = try scanner.nextElement() {
      guard value.kind == .object, let entity = try SelfDescribing(value.raw, arena) else {
        return nil
      }
      list = list.adding(
        schema: entity.schema, data: JSONText.compact(entity.data, arena: arena), group: group,
        arena: arena)
    }
    return list
  }
}

/// A schema and the data that it describes.
private struct SelfDescribing {
  let schema: Bytes
  let data: Bytes
  let hasList: Bool

  /// Nil when one of them is missing, or when there are other members.
  init?(_ object: Bytes, _ arena: Arena) throws(JSONError) {
    var scanner = JSONScanner(object)
    var schema: Bytes?
    var data: JSONValue?
    try scanner.enterObject()
    while let member = try scanner.nextMember() {
      let name = member.name(arena: arena)
      if name == "schema" {
        schema = member.value.text(arena: arena)
      } else if name == "data" {
        data = member.value
      } else {
        return nil
      }
    }
    guard let schema, let data, !schema.isEmpty else { return nil }
    self.schema = schema
    self.data = data.raw
    hasList = data.kind == .array
  }

  var isWrapper: Bool { hasList && schema.hasPrefix(EntitiesForm.wrapper) }
}
