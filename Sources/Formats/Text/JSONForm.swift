import CKernels
import StageKit

/// Values as they stand in a JSON object.
///
/// Shape: numbers unquoted with all their digits, `true` and `false`, timestamps as RFC 3339, JSON
/// as it is. What JSON has no number for (`NaN`, `Infinity`) stands in quotes.
enum JSONForm {
  /// Writes a value that is not empty.
  @inline(__always)
  static func put(_ value: Slot, _ room: inout OutputRoom, _ scratch: FormScratch) {
    if value.kind == .text {
      putText(value.bytes, &room, scratch)
    } else {
      putOther(value, &room, scratch)
    }
  }

  /// Writes a text in quotes; broken UTF-8 becomes U+FFFD.
  @inline(__always)
  static func putText(_ text: Bytes, _ room: inout OutputRoom, _ scratch: FormScratch) {
    room.put(34)
    let isPlain = room.copy(text, unless: { ck_json_escape16($0) | ck_high16($0) })
    if !isPlain { putEscaped(text, &room, scratch) }
    room.put(34)
  }

  private static func putEscaped(
    _ text: Bytes, _ room: inout OutputRoom, _ scratch: FormScratch
  ) {
    let whole = UTF8Repair.repaired(text, arena: scratch.arena)
    room.need(JSONText.capacity(escaped: whole.count))
    room.advance(JSONText.writeEscaped(whole, to: room.at))
  }

  private static func putOther(
    _ value: Slot, _ room: inout OutputRoom, _ scratch: FormScratch
  ) {
    room.need(max(FloatText.capacity, TimestampText.capacity) + 2)
    switch value.kind {
    case .empty, .text: room.put("null")
    case .integer: room.advance(NumberText.write(value.integer, room.at))
    case .float:
      let count = FloatText.write(value.float, room.at)
      putNumber(count, isFinite: value.float.isFinite, &room)
    case .double:
      let count = FloatText.write(value.double, room.at)
      putNumber(count, isFinite: value.double.isFinite, &room)
    case .decimal: putDecimal(value.bytes, &room, scratch)
    case .boolean: room.put(value.boolean ? "true" : "false")
    case .timestamp:
      room.put(34)
      room.advance(TimestampText.writeRFC3339(value.integer, room.at))
      room.put(34)
    case .json: RawJSON.put(value.bytes, &room, scratch)
    case .entities: EntitiesForm.put(value, &room, scratch)
    }
  }

  /// Keeps the `count` bytes of a number that stand at the end of the room, or puts them in quotes.
  private static func putNumber(_ count: Int, isFinite: Bool, _ room: inout OutputRoom) {
    if isFinite { return room.advance(count) }
    var i = count
    while i > 0 {
      room.at[i] = room.at[i - 1]
      i -= 1
    }
    room.at[0] = 34
    room.at[count + 1] = 34
    room.advance(count + 2)
  }

  private static func putDecimal(
    _ text: Bytes, _ room: inout OutputRoom, _ scratch: FormScratch
  ) {
    if let value = try? JSONScanner.value(text), value.kind == .number {
      room.put(value.raw)
    } else {
      putText(text, &room, scratch)
    }
  }
}
