import EventModel

extension JSONText {
  /// A Swift text as JSON string with its quotes; for what is written once in a while.
  public static func quoted(_ text: String) -> String {
    let bytes = Array(text.utf8) + [UInt8](repeating: 0, count: Bytes.slack)
    return bytes.withUnsafeBufferPointer { source in
      guard let start = source.baseAddress else { return "\"\"" }
      let inside = Bytes(start, source.count - Bytes.slack)
      let room = JSONText.capacity(escaped: inside.count)
      return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: room) { target in
        guard let to = target.baseAddress else { return "\"\"" }
        let count = JSONText.writeEscaped(inside, to: to)
        return "\"" + String(decoding: UnsafeBufferPointer(start: to, count: count), as: UTF8.self)
          + "\""
      }
    }
  }
}
