/// A profile as people read it, and as one JSON object.
public struct ProfileText {
  private let profile: RunProfile

  /// Makes the texts of a profile.
  public init(_ profile: RunProfile) { self.profile = profile }

  // MARK: for people

  /// A line for each part, below a heading.
  public var lines: [String] {
    let all = profile.parts.reduce(0) { $0 + $1.nanoseconds }
    let rows = profile.parts.map { part in
      [
        "\(part.kind.rawValue) \(part.id)", part.use, ProfileText.grouped(part.events),
        ProfileText.seconds(part.nanoseconds),
        part.events == 0 ? "" : ProfileText.grouped(part.nanoseconds / part.events),
        all == 0 ? "" : ProfileText.tenths(1000 * part.nanoseconds / all) + " %",
        part.bytes.map(ProfileText.grouped) ?? "",
        part.counters.filter { $0.value > 0 }.map(ProfileText.text).joined(separator: ", "),
      ]
    }
    let heading = ["part", "plugin", "events", "seconds", "ns/event", "share", "bytes", ""]
    let table = [heading] + rows
    let widths = heading.indices.map { column in table.map { $0[column].count }.max() ?? 0 }
    let first =
      "profile: \(profile.workers) \(profile.workers == 1 ? "worker" : "workers"), "
      + "\(ProfileText.seconds(profile.nanoseconds)) s"
    return [first]
      + table.map { row in
        let cells = row.enumerated().map { column, text in
          let blanks = String(repeating: " ", count: widths[column] - text.count)
          return (2...6).contains(column) ? blanks + text : text + blanks
        }
        let line = cells.joined(separator: "  ")
        return String(line.reversed().drop { $0 == " " }.reversed())
      }
  }

  private static func text(_ counter: StageCounter) -> String {
    guard let whole = counter.whole, whole > 0 else { return "\(counter.name) \(counter.value)" }
    let share = tenths(UInt64(counter.value) * 1000 / UInt64(whole))
    return "\(counter.name) \(share) % of \(grouped(UInt64(whole)))"
  }

  /// `12.3` of 123.
  private static func tenths(_ number: UInt64) -> String { "\(number / 10).\(number % 10)" }

  private static func seconds(_ nanoseconds: UInt64) -> String {
    let milliseconds = (nanoseconds + 500_000) / 1_000_000
    let digits = String(milliseconds % 1000)
    let zeros = String(repeating: "0", count: 3 - digits.count)
    return "\(milliseconds / 1000).\(zeros)\(digits)"
  }

  /// `1,234,567`.
  private static func grouped(_ number: UInt64) -> String {
    var digits = Array(String(number))
    for place in stride(from: digits.count - 3, to: 0, by: -3) { digits.insert(",", at: place) }
    return String(digits)
  }

  // MARK: for programs

  package var json: JSONObject {
    var object = JSONObject()
    object.add("workers", profile.workers)
    object.add("nanoseconds", profile.nanoseconds)
    object.add("parts", profile.parts.map(ProfileText.json))
    return object
  }

  private static func json(_ part: RunProfile.Part) -> JSONObject {
    var object = JSONObject()
    object.add("kind", part.kind.rawValue)
    object.add("id", part.id)
    object.add("use", part.use)
    object.add("events", part.events)
    object.add("nanoseconds", part.nanoseconds)
    if let bytes = part.bytes { object.add("bytes", bytes) }
    if !part.counters.isEmpty { object.add("counters", part.counters.map(json)) }
    return object
  }

  private static func json(_ counter: StageCounter) -> JSONObject {
    var object = JSONObject()
    object.add("name", counter.name)
    object.add("value", counter.value)
    if let whole = counter.whole { object.add("of", whole) }
    return object
  }
}
