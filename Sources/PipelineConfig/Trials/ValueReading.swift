import EventModel
import MarkedYAML
import StageKit

/// Turns what stands in a file into values of fields.
enum ValueReading {
  /// The value of a node in a type; nil when it is none of that type.
  static func slot(_ node: Node, _ type: FieldType, _ arena: Arena) -> Slot? {
    if node.isNull { return .empty }
    switch (type, node.scalar) {
    case (.json, _): return .json(arena.copy(json(node)))
    case (.entities, _): return entities(node, arena)
    case (_, nil): return nil
    case (.text, let scalar?):
      return scalar.text.isEmpty ? .empty : .text(arena.copy(scalar.text))
    case (_, let scalar?): return CellType.convert(.text(arena.copy(scalar.text)), to: type, arena)
    }
  }

  /// Compact JSON: unquoted literals are typed, all else is text. Recursion is as deep as a file may
  /// be.
  static func json(_ node: Node) -> String {
    switch node.content {
    case .scalar(let scalar):
      switch scalar.plainLiteral {
      case .null: "null"
      case .bool(let flag): flag ? "true" : "false"
      case .number(let text): text
      case nil: JSONText.quoted(scalar.text)
      }
    case .sequence(let items): "[" + items.map(json).joined(separator: ",") + "]"
    case .mapping(let entries):
      "{" + entries.map { "\(JSONText.quoted($0.name)):\(json($0.value))" }.joined(separator: ",")
        + "}"
    }
  }

  /// A list of maps with `schema` and `data`; nil for everything else.
  private static func entities(_ node: Node, _ arena: Arena) -> Slot? {
    guard let items = node.items else { return nil }
    var slot = Slot.empty
    for item in items {
      guard let schema = item["schema"]?.string, let data = item["data"], data.entries != nil else {
        return nil
      }
      slot = slot.adding(
        schema: arena.copy(schema), data: arena.copy(json(data)), group: 0, arena: arena)
    }
    return slot
  }
}
