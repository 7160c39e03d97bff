import StageKit

/// A JSON object that is written member by member, for what is written once in a while.
struct JSONLine {
  private var room: OutputRoom
  private let scratch: FormScratch
  private var isFirst = true

  init(_ buffer: OutputBuffer, _ scratch: FormScratch) {
    room = OutputRoom(buffer)
    self.scratch = scratch
    room.put(123)
  }

  mutating func value(_ key: String, _ value: Slot) {
    putKey(key)
    JSONForm.put(value, &room, scratch)
  }

  mutating func text(_ key: String, _ text: String) {
    putKey(key)
    put(text)
  }

  mutating func number(_ key: String, _ number: Int64) { value(key, .integer(number)) }

  mutating func texts(_ key: String, _ texts: [String]) {
    putKey(key)
    for (place, text) in texts.enumerated() {
      room.put(place == 0 ? 91 : 44)
      put(text)
    }
    room.put(texts.isEmpty ? "[]" : "]")
  }

  mutating func numbers(_ key: String, _ numbers: [Int64]) {
    putKey(key)
    put(numbers)
  }

  mutating func numbers(_ key: String, _ lists: [[Int64]]) {
    putKey(key)
    for (place, numbers) in lists.enumerated() {
      room.put(place == 0 ? 91 : 44)
      put(numbers)
    }
    room.put(lists.isEmpty ? "[]" : "]")
  }

  private mutating func put(_ numbers: [Int64]) {
    for (place, number) in numbers.enumerated() {
      room.put(place == 0 ? 91 : 44)
      JSONForm.put(.integer(number), &room, scratch)
    }
    room.put(numbers.isEmpty ? "[]" : "]")
  }

  /// Begins an object inside; the members that follow are its own until `close`.
  mutating func open(_ key: String) {
    putKey(key)
    room.put(123)
    isFirst = true
  }

  mutating func close() {
    room.put(125)
    isFirst = false
  }

  /// Ends the object and its line.
  mutating func finish() {
    room.put("}\n")
    room.finish()
  }

  private mutating func putKey(_ key: String) {
    if !isFirst { room.put(44) }
    isFirst = false
    put(key)
    room.put(58)
  }

  private mutating func put(_ text: String) {
    JSONForm.putText(scratch.arena.copy(text), &room, scratch)
  }
}
