import CKernels
import StageKit

/// Writes each event as a JSON object on a line of its own.
///
/// Cost: 60 instructions for a plain text of up to 32 bytes and its key.
final class NDJSONEncoder: RowEncoder {
  private let active: ActiveColumns
  private let names: KeyTable
  /// `"name":"` of every column; values that are no texts take the last quote back.
  private let keys: UnsafeMutablePointer<Bytes>
  /// Those of the active columns, in their order.
  private let activeKeys: UnsafeMutablePointer<Bytes>
  private let scratch = FormScratch()

  init(_ fields: [Field]) {
    active = ActiveColumns(width: fields.count)
    names = KeyTable(fields.map { (0, $0.name) })
    keys = .allocate(capacity: fields.count)
    activeKeys = .allocate(capacity: fields.count)
    for (place, field) in fields.enumerated() {
      (keys + place).initialize(to: NDJSONEncoder.key(field.name))
    }
  }

  deinit {
    keys.deallocate()
    activeKeys.deallocate()
  }

  private static func key(_ name: String) -> Bytes {
    let buffer = OutputBuffer(capacity: 64)
    var room = OutputRoom(buffer)
    JSONForm.putText(Bytes.constant(name), &room, FormScratch())
    room.put(":\"")
    room.finish()
    return Bytes.permanentCopy(of: buffer.bytes)
  }

  func encode(_ rows: EncodedRows, into buffer: OutputBuffer) {
    active.find(in: rows)
    let columns = (values: active.values, keys: activeKeys, count: active.count)
    for i in 0..<columns.count { (activeKeys + i).initialize(to: keys[active.places[i]]) }
    scratch.arena.reset()
    var room = OutputRoom(buffer)
    for word in 0..<4 {
      var bits = rows.rows.words[word]
      while bits != 0 {
        let row = word &* 64 &+ bits.trailingZeroBitCount
        room.need(JSONForm.tail)
        room.at.pointee = 123
        var to = putMembers(row, columns, room.at + 1, &room)
        // The comma behind the last member goes.
        if to[-1] == 44 { to -= 1 }
        if let others = rows.others?[row], others.kind == .json {
          let isFirst = to[-1] == 123
          room.advance(to: to)
          putOthers(others.bytes, row, rows, isFirst: isFirst, &room)
          room.need(JSONForm.tail)
          to = room.at
        }
        to[0] = 125
        to[1] = 10
        room.advance(to: to + 2)
        bits &= bits &- 1
      }
    }
    room.finish()
  }

  /// Writes the values of a row, a comma behind each; gives the place behind them.
  @inline(__always)
  private func putMembers(
    _ row: Int,
    _ columns: (
      values: UnsafeMutablePointer<UnsafePointer<Slot>>, keys: UnsafeMutablePointer<Bytes>,
      count: Int
    ), _ start: UnsafeMutablePointer<UInt8>, _ room: inout OutputRoom
  ) -> UnsafeMutablePointer<UInt8> {
    var to = start
    for i in 0..<columns.count {
      let value = columns.values[i][row]
      if value.isEmpty { continue }
      let key = columns.keys[i]
      let most = key.count &+ Int(value.count) &+ JSONForm.tail
      if room.limit - UnsafePointer(to) < most {
        room.advance(to: to)
        room.need(most)
        to = room.at
      }
      ck_copy32(key.start, to)
      var done = 32
      while done < key.count {
        ck_copy32(key.start + done, to + done)
        done &+= 32
      }
      to += key.count
      if value.kind == .text {
        let text = value.bytes
        let end = JSONForm.plainEnd(text, to) ?? JSONForm.anyEnd(text, to, &room, scratch)
        end[0] = 34
        end[1] = 44
        to = end + 2
      } else {
        to = putOther(value, to, &room)
      }
    }
    return to
  }

  /// Writes a value that is no text in place of the quote behind its key, and a comma.
  @inline(never)
  private func putOther(
    _ value: Slot, _ to: UnsafeMutablePointer<UInt8>, _ room: inout OutputRoom
  ) -> UnsafeMutablePointer<UInt8> {
    room.advance(to: to - 1)
    JSONForm.put(value, &room, scratch)
    room.need(JSONForm.tail)
    room.at.pointee = 44
    return room.at + 1
  }

  /// Writes the members of the remainder whose keys no written field has.
  private func putOthers(
    _ others: Bytes, _ row: Int, _ rows: EncodedRows, isFirst: Bool, _ room: inout OutputRoom
  ) {
    var scanner = JSONScanner(others)
    var isFirst = isFirst
    guard (try? scanner.enterObject()) != nil else { return }
    while let member = try? scanner.nextMember() {
      let column = names.find(member.name(arena: scratch.arena))
      if column >= 0, !rows[column][row].isEmpty { continue }
      if !isFirst { room.put(44) }
      isFirst = false
      room.put(34)
      RawJSON.put(member.key, &room, scratch)
      room.put("\":")
      RawJSON.put(member.value.raw, &room, scratch)
    }
  }
}
