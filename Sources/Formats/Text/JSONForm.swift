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

  /// What short texts may need beside their bytes: escapes, the quote, and two bytes behind it.
  static let tail = Int(CK_MEMBER_TAIL)

  /// Writes a text in quotes; broken UTF-8 becomes U+FFFD.
  static func putText(_ text: Bytes, _ room: inout OutputRoom, _ scratch: FormScratch) {
    room.need(text.count &+ tail)
    room.at.pointee = 34
    let to = room.at + 1
    let end = plainEnd(text, to) ?? anyEnd(text, to, &room, scratch)
    end.pointee = 34
    room.advance(to: end + 1)
  }

  /// Copies a text to where there is room for it; nil when it is not of ASCII without escapes.
  ///
  /// Cost: one pass by groups of 32 bytes.
  @inline(__always)
  private static func plainEnd(
    _ text: Bytes, _ to: UnsafeMutablePointer<UInt8>
  ) -> UnsafeMutablePointer<UInt8>? {
    var done = 0
    var stops = ck_json_copy32(text.start, to)
    while stops == 0, done &+ 32 < text.count {
      done &+= 32
      stops = ck_json_copy32(text.start + done, to + done)
    }
    return done &+ stops.trailingZeroBitCount >= text.count ? to + text.count : nil
  }

  /// Writes a text that is not plain and that was copied to `to`; gives its end, behind which there is
  /// room for `tail` bytes less its own escapes.
  @inline(never)
  private static func anyEnd(
    _ text: Bytes, _ to: UnsafeMutablePointer<UInt8>, _ room: inout OutputRoom,
    _ scratch: FormScratch
  ) -> UnsafeMutablePointer<UInt8> {
    let isValid = ck_utf8_valid(text.start, text.count) != 0
    if isValid, text.count <= 32 {
      let own = (1 as UInt64) &<< UInt64(text.count) &- 1
      let marks = ck_json_escape32(text.start) & UInt32(truncatingIfNeeded: own)
      return marks == 0 ? to + text.count : to + JSONText.putEscapes(text, marks, in: to)
    }
    room.advance(to: to)
    let whole = isValid ? text : UTF8Repair.repaired(text, arena: scratch.arena)
    room.need(JSONText.capacity(escaped: whole.count) + tail)
    return room.at + JSONText.writeEscaped(whole, to: room.at)
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
