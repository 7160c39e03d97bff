import EventModel
import WebValues

/// Writes a value as compact JSON.
struct JSONWriter {
  private var bytes: [UInt8]
  private var isValid = true

  /// The JSON of a value; an error for what JSON cannot hold.
  static func write(_ value: Value, _ run: inout Evaluation) -> Value {
    if value.kind == .json { return value }
    run.takeScratch()
    // The buffer goes from one value to the next, and so is made once.
    var writer = JSONWriter(bytes: run.scratch.json)
    run.scratch.json = []
    writer.bytes.removeAll(keepingCapacity: true)
    writer.add(value, &run)
    defer { run.scratch.json = writer.bytes }
    guard writer.isValid else {
      return .error("a list or map for a JSON field holds what JSON does not know")
    }
    guard let room = run.room(writer.bytes.count) else { return Evaluation.tooLarge }
    writer.bytes.withUnsafeBufferPointer {
      if let start = $0.baseAddress { room.update(from: start, count: $0.count) }
    }
    return .run(run.arena.commit(writer.bytes.count), .json)
  }

  private mutating func add(_ value: Value, _ run: inout Evaluation) {
    switch value.kind {
    case .null: add("null")
    case .boolean: add(value.flag ? "true" : "false")
    case .integer: add("\(value.integer)")
    case .unsigned: add("\(value.unsigned)")
    case .double:
      if value.double.isFinite { add(Numbers.shown(value.double)) } else { isValid = false }
    case .decimal, .json: bytes += value.bytes.buffer
    case .text: add(text: value.bytes)
    case .list:
      add("[")
      for i in 0..<Int(value.count) {
        if i > 0 { add(",") }
        add(value.elements[i], &run)
      }
      add("]")
    case .map: add(map: value, &run)
    case .bytes: add(text: Base64.encode(value.bytes, arena: run.arena))
    case .timestamp, .duration, .address, .network, .url, .type:
      let text = Conversions.text(value, &run)
      if text.kind == .text { add(text: text.bytes) } else { isValid = false }
    case .missing, .error, .row: isValid = false
    }
  }

  private mutating func add(map: Value, _ run: inout Evaluation) {
    add("{")
    for i in 0..<Int(map.count) {
      if i > 0 { add(",") }
      let key = Conversions.text(map.elements[2 * i], &run)
      guard key.kind == .text else { return isValid = false }
      add(text: key.bytes)
      add(":")
      add(map.elements[2 * i + 1], &run)
    }
    add("}")
  }

  private mutating func add(_ text: String) { bytes += text.utf8 }

  private mutating func add(text: Bytes) {
    let room = JSONText.capacity(escaped: text.count)
    bytes.append(UInt8(ascii: "\""))
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: room) { buffer in
      guard let start = buffer.baseAddress else { return }
      let count = JSONText.writeEscaped(text, to: start)
      bytes += UnsafeBufferPointer(start: start, count: count)
    }
    bytes.append(UInt8(ascii: "\""))
  }
}
