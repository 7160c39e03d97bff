/// One self-describing entity in the list of an `entities` field: a link to the ones added before.
///
/// Shape: lists share their tails, so a branch that adds to a list leaves the other's as it was.
public struct Entity: BitwiseCopyable {
  /// The schema as `iglu:` URI.
  public let schema: Bytes
  /// The data as compact JSON.
  public let data: Bytes
  /// Which stage added it: entities of one stage keep their order, stages come last first.
  public let group: UInt32
  /// The entity that was added before; nil: this is the first of the list.
  public let next: UnsafePointer<Entity>?

  /// Makes one entity in front of a list.
  public init(schema: Bytes, data: Bytes, group: UInt32, next: UnsafePointer<Entity>?) {
    self.schema = schema
    self.data = data
    self.group = group
    self.next = next
  }
}

extension Slot {
  /// A list of entities that begins with the one added last.
  public static func entities(_ head: UnsafePointer<Entity>, count: Int) -> Slot {
    Slot(bits: UInt64(UInt(bitPattern: head)), count: UInt32(count), kind: .entities)
  }

  /// The entity added last; nil when there is none.
  public var entities: UnsafePointer<Entity>? {
    kind == .entities ? UnsafePointer(bitPattern: UInt(bits)) : nil
  }

  /// This list with one entity more.
  public func adding(schema: Bytes, data: Bytes, group: Int, arena: Arena) -> Slot {
    let node = arena.allocate(Entity.self)
    node.initialize(
      to: Entity(schema: schema, data: data, group: UInt32(group), next: entities))
    return .entities(UnsafePointer(node), count: Int(kind == .entities ? count : 0) + 1)
  }
}
