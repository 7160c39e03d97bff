import EventModel

extension Value {
  /// The value of a field.
  init(_ slot: Slot) {
    switch slot.kind {
    case .empty: self = .null
    case .text: self = .text(slot.bytes)
    case .integer: self = .integer(slot.integer)
    case .float: self = .double(Double(slot.float))
    case .double: self = .double(slot.double)
    case .decimal: self = .run(slot.bytes, .decimal)
    case .boolean: self = .boolean(slot.boolean)
    case .timestamp: self = .timestamp(milliseconds: slot.integer)
    case .json: self = .run(slot.bytes, .json)
    // Only its being there can be asked.
    case .entities: self = .boolean(true)
    }
  }
}
