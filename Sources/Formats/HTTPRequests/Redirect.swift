import StageKit

/// What following a link adds to the parameters of an event.
///
/// Source: Snowplow Enrich, fact sheet 2.8.
enum Redirect {
  static let trackerName = Bytes.constant("tv")
  static let platformName = Bytes.constant("p")
  static let kindName = Bytes.constant("e")
  static let eventName = Bytes.constant("ue_pr")
  static let contextsName = Bytes.constant("co")

  static let tracker = Bytes.constant("r-tp2")
  static let platform = Bytes.constant("web")
  static let kind = Bytes.constant("ue")

  private static let schema = Bytes.constant(
    "iglu:com.snowplowanalytics.snowplow/uri_redirect/jsonschema/1-0-0")
  private static let eventHead = Bytes.constant(
    #"{"schema":"iglu:com.snowplowanalytics.snowplow/unstruct_event/jsonschema/1-0-0","data":"#)
  private static let contextsHead = Bytes.constant(
    #"{"schema":"iglu:com.snowplowanalytics.snowplow/contexts/jsonschema/1-0-1","data":["#)

  /// The self-describing event of a link.
  static func event(_ target: Bytes, _ arena: Arena) -> Bytes {
    let data = data(target, arena)
    var room = PieceRoom(arena, eventHead.count + PieceRoom.entity(schema, data) + 1)
    room.put(eventHead)
    room.putEntity(schema, data)
    room.put("}")
    return room.finish()
  }

  /// Contexts with the link as their first entity.
  static func contexts(
    _ text: Bytes?, _ target: Bytes, _ arena: Arena
  ) throws(SelfDescribingFault) -> Bytes {
    var others = Bytes.empty
    if let text {
      let list = try DescribedJSON.readWrapper(text, "contexts", arena)
      guard list.kind == .array else {
        throw .data("data: \(list.kind) found, array expected")
      }
      let compact = JSONText.compact(list.raw, arena: arena)
      others = compact.slice(1, compact.count - 1)
    }
    let data = data(target, arena)
    var room = PieceRoom(
      arena, contextsHead.count + PieceRoom.entity(schema, data) + others.count + 3)
    room.put(contextsHead)
    room.putEntity(schema, data)
    if !others.isEmpty {
      room.put(",")
      room.put(others)
    }
    room.put("]}")
    return room.finish()
  }

  private static func data(_ target: Bytes, _ arena: Arena) -> Bytes {
    let room = arena.reserve(JSONText.capacity(escaped: target.count))
    let escaped = arena.commit(JSONText.writeEscaped(target, to: room))
    var data = PieceRoom(arena, escaped.count + 10)
    data.put(#"{"uri":""#)
    data.put(escaped)
    data.put(#""}"#)
    return data.finish()
  }
}
