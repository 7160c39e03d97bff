import CKernels
import StageKit

/// Values as they stand between tabs.
///
/// Shape: integers plain, booleans `1` and `0`, floats in Java's shortest form, decimals with all
/// their digits, timestamps `yyyy-MM-dd HH:mm:ss.SSS`, JSON compact, nothing for no value.
/// Source: Snowplow Enrich, fact sheet 1.2 and 1.5.
enum TSVForm {
  /// Writes a value; whatever it holds, it gives neither a tab nor a line end.
  @inline(__always)
  static func put(_ value: Slot, _ room: inout OutputRoom, _ scratch: FormScratch) {
    switch value.kind {
    case .empty: return
    case .text, .decimal: putText(value.bytes, &room, scratch)
    default: putOther(value, &room, scratch)
    }
  }

  @inline(__always)
  private static func putText(_ text: Bytes, _ room: inout OutputRoom, _ scratch: FormScratch) {
    let isClean = room.copy(text, unless: { ck_below16($0, 32) | ck_equal16($0, 127) })
    if !isClean { room.put(TextCleaning.tsvSafe(text, arena: scratch.arena)) }
  }

  private static func putOther(
    _ value: Slot, _ room: inout OutputRoom, _ scratch: FormScratch
  ) {
    room.need(max(FloatText.capacity, TimestampText.capacity))
    switch value.kind {
    case .empty, .text, .decimal: return
    case .integer: room.advance(NumberText.write(value.integer, room.at))
    case .float: room.advance(FloatText.write(value.float, room.at))
    case .double: room.advance(FloatText.write(value.double, room.at))
    case .boolean: room.put(value.boolean ? 49 : 48)
    case .timestamp: room.advance(TimestampText.write(value.integer, room.at))
    case .json: RawJSON.put(value.bytes, &room, scratch)
    case .entities: EntitiesForm.put(value, &room, scratch)
    }
  }
}
