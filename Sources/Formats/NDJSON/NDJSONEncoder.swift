import CKernels
import StageKit

/// Writes each event as a JSON object on a line of its own.
///
/// Cost: 0.36 µs for an event of 60 texts, 1.65 kB.
final class NDJSONEncoder: RowEncoder {
  private let active: ActiveColumns
  private let names: KeyTable
  /// `"name":"` of every column.
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
    for i in 0..<active.count { (activeKeys + i).initialize(to: keys[active.places[i]]) }
    scratch.arena.reset()
    var columns = active.columns
    var room = OutputRoom(buffer)
    for word in 0..<4 {
      var bits = rows.rows.words[word]
      while bits != 0 {
        encode(row: word &* 64 &+ bits.trailingZeroBitCount, &columns, rows, &room)
        bits &= bits &- 1
      }
    }
    room.finish()
  }

  private func encode(
    row: Int, _ columns: inout ck_columns, _ rows: EncodedRows, _ room: inout OutputRoom
  ) {
    room.need(JSONForm.tail)
    room.put(123)
    putMembers(row, &columns, &room)
    if let others = rows.others?[row], others.kind == .json {
      putOthers(others.bytes, row, rows, &room)
    }
    // The comma behind the last member goes.
    if room.at[-1] == 44 { room.advance(-1) }
    room.put(125)
    room.put(10)
  }

  /// Writes the values of a row, a comma behind each.
  private func putMembers(_ row: Int, _ columns: inout ck_columns, _ room: inout OutputRoom) {
    var next = 0
    while true {
      let end = activeKeys.withMemoryRebound(to: ck_run.self, capacity: columns.count) {
        ck_put_members(&columns, $0, row, &next, room.at, room.limit)
      }
      if let end { room.advance(to: end) }
      guard next < columns.count else { return }
      room.put(activeKeys[next].prefix(activeKeys[next].count - 1))
      JSONForm.put(active.values[next][row], &room, scratch)
      room.put(44)
      next &+= 1
    }
  }

  /// Writes the members of the remainder whose keys no written field has, a comma behind each.
  private func putOthers(
    _ others: Bytes, _ row: Int, _ rows: EncodedRows, _ room: inout OutputRoom
  ) {
    var scanner = JSONScanner(others)
    guard (try? scanner.enterObject()) != nil else { return }
    while let member = try? scanner.nextMember() {
      let column = names.find(member.name(arena: scratch.arena))
      if column >= 0, !rows[column][row].isEmpty { continue }
      room.put(34)
      RawJSON.put(member.key, &room, scratch)
      room.put("\":")
      RawJSON.put(member.value.raw, &room, scratch)
      room.put(44)
    }
  }
}
