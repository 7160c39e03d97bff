import StageKit

/// Writes each event as a JSON object on a line of its own.
///
/// Cost: 0.6 µs for an event of 43 values, 1.36 kB.
final class NDJSONEncoder: RowEncoder {
  private let active: ActiveColumns
  private let names: KeyTable
  /// `"name":` of every column.
  private let keys: UnsafeMutablePointer<Bytes>
  private let scratch = FormScratch()

  init(_ fields: [Field]) {
    active = ActiveColumns(width: fields.count)
    names = KeyTable(fields.map { (0, $0.name) })
    keys = .allocate(capacity: fields.count)
    for (place, field) in fields.enumerated() {
      (keys + place).initialize(to: NDJSONEncoder.key(field.name))
    }
  }

  deinit { keys.deallocate() }

  private static func key(_ name: String) -> Bytes {
    let buffer = OutputBuffer(capacity: 64)
    var room = OutputRoom(buffer)
    JSONForm.putText(Bytes.constant(name), &room, FormScratch())
    room.put(58)
    room.finish()
    return Bytes.permanentCopy(of: buffer.bytes)
  }

  func encode(_ rows: EncodedRows, into buffer: OutputBuffer) {
    active.find(in: rows)
    scratch.arena.reset()
    var room = OutputRoom(buffer)
    for word in 0..<4 {
      var bits = rows.rows.words[word]
      while bits != 0 {
        encode(word &* 64 &+ bits.trailingZeroBitCount, rows, &room)
        bits &= bits &- 1
      }
    }
    room.finish()
  }

  @inline(__always)
  private func encode(_ row: Int, _ rows: EncodedRows, _ room: inout OutputRoom) {
    var before: UInt8 = 123
    for i in 0..<active.count {
      let value = active.values[i][row]
      if value.isEmpty { continue }
      room.put(before)
      room.put(keys[active.places[i]])
      JSONForm.put(value, &room, scratch)
      before = 44
    }
    if let others = rows.others?[row], others.kind == .json {
      putOthers(others.bytes, row, rows, &before, &room)
    }
    if before == 123 { room.put(123) }
    room.put(125)
    room.put(10)
  }

  /// Writes the members of the remainder whose keys no written field has.
  private func putOthers(
    _ others: Bytes, _ row: Int, _ rows: EncodedRows, _ before: inout UInt8,
    _ room: inout OutputRoom
  ) {
    var scanner = JSONScanner(others)
    guard (try? scanner.enterObject()) != nil else { return }
    while let member = try? scanner.nextMember() {
      let column = names.find(member.name(arena: scratch.arena))
      if column >= 0, !rows[column][row].isEmpty { continue }
      room.put(before)
      room.put(34)
      RawJSON.put(member.key, &room, scratch)
      room.put("\":")
      RawJSON.put(member.value.raw, &room, scratch)
      before = 44
    }
  }
}
