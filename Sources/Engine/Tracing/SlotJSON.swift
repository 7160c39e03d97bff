package import StageKit

/// Values as JSON texts, for people and comparisons: what is written once in a while.
///
/// Shape: as `ndjson` sinks write them; entities are a plain list.
package enum SlotJSON {
  /// Nil for an empty value.
  package static func text(_ value: Slot) -> String? {
    switch value.kind {
    case .empty: nil
    case .text: JSONText.quoted(value.bytes.string)
    case .integer: String(value.integer)
    case .float: number(value.float.isFinite) { FloatText.write(value.float, $0) }
    case .double: number(value.double.isFinite) { FloatText.write(value.double, $0) }
    case .decimal: decimal(value.bytes)
    case .boolean: value.boolean ? "true" : "false"
    case .timestamp: number(false) { TimestampText.writeRFC3339(value.integer, $0) }
    case .json: value.bytes.string
    case .entities: entities(value)
    }
  }

  /// A text that stands in quotes when it is no number of JSON's.
  private static func number(
    _ isNumber: Bool, _ write: (UnsafeMutablePointer<UInt8>) -> Int
  ) -> String {
    let capacity = max(FloatText.capacity, TimestampText.capacity)
    let text = withUnsafeTemporaryAllocation(of: UInt8.self, capacity: capacity + 16) { room in
      guard let start = room.baseAddress else { return "" }
      return String(decoding: UnsafeBufferPointer(start: start, count: write(start)), as: UTF8.self)
    }
    return isNumber ? text : "\"\(text)\""
  }

  private static func decimal(_ text: Bytes) -> String {
    if let value = try? JSONScanner.value(text), value.kind == .number { return value.raw.string }
    return JSONText.quoted(text.string)
  }

  /// In the order in which they were added, stage by stage; stages stand last first.
  private static func entities(_ list: Slot) -> String {
    var runs: [[String]] = []
    var group: UInt32?
    var node = list.entities
    while let entity = node?.pointee {
      if group != entity.group { runs.append([]) }
      group = entity.group
      runs[runs.count - 1].append(
        "{\"schema\":\(JSONText.quoted(entity.schema.string)),\"data\":\(entity.data.string)}")
      node = entity.next
    }
    return "[" + runs.flatMap { $0.reversed() }.joined(separator: ",") + "]"
  }
}
