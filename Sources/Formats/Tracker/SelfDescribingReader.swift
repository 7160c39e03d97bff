import StageKit

/// Makes the columns `contexts` and `unstruct_event` of the JSON that trackers send.
///
/// Shape: wrappers of fixed versions, compact, `schema` before `data`; numbers keep their digits.
/// What the schemas say of the data is not checked.
/// Cost: each level of wrapping is passed over once more; no allocation after the first events.
/// Source: Snowplow Enrich, fact sheet 1.3 and 2.6.
final class SelfDescribingReader {
  private static let contextsHead = Bytes.constant(
    #"{"schema":"iglu:com.snowplowanalytics.snowplow/contexts/jsonschema/1-0-1","data":["#)
  private static let eventHead = Bytes.constant(
    #"{"schema":"iglu:com.snowplowanalytics.snowplow/unstruct_event/jsonschema/1-0-0","data":"#)

  private let contextsHead = SelfDescribingReader.contextsHead
  private let eventHead = SelfDescribingReader.eventHead
  private var entities: [(schema: Bytes, data: Bytes)] = []

  /// The value of contexts: the entities that are some, nil when there is none. What is wrong with
  /// the others is added to `faults`.
  func contexts(
    _ text: Bytes, _ arena: Arena, _ faults: inout [SelfDescribingFault]
  ) -> Bytes? {
    do throws(SelfDescribingFault) {
      let list = try DescribedJSON.readWrapper(text, "contexts", arena)
      guard list.kind == .array else {
        throw .data("data: \(list.kind) found, array expected")
      }
      readEntities(list, arena, &faults)
      return entities.isEmpty ? nil : writeContexts(arena)
    } catch {
      faults.append(error)
      return nil
    }
  }

  /// The value of unstruct_event, and the schema of the event.
  func event(
    _ text: Bytes, _ arena: Arena
  ) throws(SelfDescribingFault) -> (json: Bytes, schema: IgluURI) {
    let data = try DescribedJSON.readWrapper(text, "unstruct_event", arena)
    let event = try DescribedJSON.read(data.raw, isWrapper: false, arena)
    let inside = JSONText.compact(event.data.raw, arena: arena)
    var room = PieceRoom(arena, eventHead.count + PieceRoom.entity(event.schema, inside) + 1)
    room.put(eventHead)
    room.putEntity(event.schema, inside)
    room.put("}")
    return (room.finish(), event.uri)
  }

  private func readEntities(
    _ list: JSONValue, _ arena: Arena, _ faults: inout [SelfDescribingFault]
  ) {
    entities.removeAll(keepingCapacity: true)
    var number = 0
    var scanner = JSONScanner(list.raw)
    do throws(JSONError) {
      try scanner.enterArray()
      while let element = try scanner.nextElement() {
        do throws(SelfDescribingFault) {
          let entity = try DescribedJSON.read(element.raw, isWrapper: false, arena)
          entities.append((entity.schema, JSONText.compact(entity.data.raw, arena: arena)))
        } catch { faults.append(.data("data[\(number)]: \(error.text)")) }
        number += 1
      }
    } catch { faults.append(.notJSON(error)) }
  }

  private func writeContexts(_ arena: Arena) -> Bytes {
    var size = contextsHead.count + 2
    for entity in entities { size += PieceRoom.entity(entity.schema, entity.data) + 1 }
    var room = PieceRoom(arena, size)
    room.put(contextsHead)
    for number in entities.indices {
      if number > 0 { room.put(",") }
      room.putEntity(entities[number].schema, entities[number].data)
    }
    room.put("]}")
    return room.finish()
  }
}

/// Room of an arena that is written from front to back; the size is known before.
struct PieceRoom {
  private let arena: Arena
  private let start: UnsafeMutablePointer<UInt8>
  private var count = 0

  init(_ arena: Arena, _ size: Int) {
    self.arena = arena
    start = arena.reserve(size)
  }

  mutating func put(_ bytes: Bytes) {
    (start + count).update(from: bytes.start, count: bytes.count)
    count += bytes.count
  }

  mutating func put(_ text: StaticString) {
    (start + count).update(from: text.utf8Start, count: text.utf8CodeUnitCount)
    count += text.utf8CodeUnitCount
  }

  /// Puts a schema and its data, which is compact JSON.
  mutating func putEntity(_ schema: Bytes, _ data: Bytes) {
    put(#"{"schema":""#)
    put(schema)
    put(#"","data":"#)
    put(data)
    put("}")
  }

  /// The bytes that `putEntity` puts.
  static func entity(_ schema: Bytes, _ data: Bytes) -> Int { schema.count + data.count + 21 }

  func finish() -> Bytes { arena.commit(count) }
}
