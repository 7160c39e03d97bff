import Richline

/// How fast a run goes and how long it will take, from looks at it.
struct ProgressMeter: Sendable {
  /// Looks over which the rate is taken: long enough that blocks do not make it jump.
  private static let looks = 10

  private struct Look {
    let time: Int64
    let events: UInt64
    let bytes: UInt64
  }

  /// The bytes of all inputs; nil when nobody knows.
  let size: UInt64?
  private var past: [Look] = []

  init(size: UInt64?) { self.size = size }

  /// Whether nobody has looked.
  var isFresh: Bool { past.isEmpty }

  /// Takes another look; times are milliseconds that never go back.
  mutating func note(_ snapshot: RunSnapshot, at time: Int64) {
    past.append(Look(time: time, events: snapshot.events, bytes: snapshot.bytesRead))
    if past.count > ProgressMeter.looks { past.removeFirst() }
  }

  /// A line of at most `width` characters that is drawn again and again.
  func bar(width: Int) -> String {
    guard let share else { return String(words.joined(separator: "  ").prefix(width)) }
    let words = words.joined(separator: "  ")
    let room = min(30, width - words.count - 4)
    guard room >= 5 else { return String(words.prefix(width)) }
    let full = Int(Double(room) * share)
    let head = full < room ? ">" : ""
    let body = String(repeating: "=", count: full) + head
    return "[" + body + String(repeating: " ", count: room - body.count) + "]  " + words
  }

  /// A line that is said now and then.
  var line: String { words.joined(separator: ", ") }

  private var share: Double? {
    guard let size, let bytes = past.last?.bytes else { return nil }
    return size == 0 ? 1 : min(1, Double(bytes) / Double(size))
  }

  private var words: [String] {
    guard let last = past.last else { return [] }
    var words: [String] = []
    if let share, let size {
      words.append("\(Int(share * 100)) % of \(Quantity.bytes(size))")
    } else {
      words.append("\(Quantity.bytes(last.bytes)) read")
    }
    words.append("\(Quantity.grouped(last.events)) events")
    guard let first = past.first, last.time > first.time else { return words }
    let seconds = Double(last.time - first.time) / 1000
    let rate = Double(last.events - min(last.events, first.events)) / seconds
    words.append("\(Quantity.grouped(UInt64(rate))) events/s")
    let speed = Double(last.bytes - min(last.bytes, first.bytes)) / seconds
    if let size, speed > 0 {
      let left = Double(size - min(size, last.bytes)) / speed
      words.append("\(Quantity.duration(seconds: left)) left")
    }
    return words
  }
}
