import StageKit

/// The longest texts that fields may hold: the one place where they are checked.
///
/// Shape: lengths are UTF-16 code units. Only fields that something reads are made, and only what
/// is made can be too long.
/// Cost: a comparison a field; bytes are counted for texts that have more of them than the limit.
/// Source: Snowplow Enrich, fact sheet 1.6; the limits stand in `SnowplowFields`.
struct TrackerLimits: Sendable {
  private struct Check: Sendable {
    let output: OutputRef
    let limit: Int
  }

  private let checks: [Check]
  private let names: [String]

  /// The limits of the texts that a format of tracker events declares.
  init(_ setup: Setup) {
    var checks: [Check] = []
    var names: [String] = []
    for field in SnowplowFields.all {
      let output = setup.reference(field.name)
      guard let limit = field.limit, output.isWanted else { continue }
      checks.append(Check(output: output, limit: limit))
      names.append(field.name)
    }
    self.checks = checks
    self.names = names
  }

  /// Whether a text of the event begun last is too long.
  func areExceeded(_ rows: borrowing RowWriter) -> Bool {
    for check in checks where rows.value(check.output).count > check.limit {
      if TrackerLimits.length(rows.value(check.output).bytes) > check.limit { return true }
    }
    return false
  }

  /// The fields whose texts are too long, and what is said of each.
  func errors(_ rows: borrowing RowWriter) -> [(field: String, text: String)] {
    var errors: [(field: String, text: String)] = []
    for (number, check) in checks.enumerated() {
      guard let text = rows.value(check.output).text else { continue }
      let length = TrackerLimits.length(text)
      guard length > check.limit else { continue }
      let limit = TrackerLimits.grouped(check.limit)
      errors.append(
        (names[number], "\(TrackerLimits.grouped(length)) characters, at most \(limit)"))
    }
    return errors
  }

  /// The UTF-16 code units of well-formed UTF-8.
  static func length(_ text: Bytes) -> Int {
    var units = 0
    for i in 0..<text.count {
      if text[i] & 0xc0 != 0x80 { units &+= 1 }
      if text[i] >= 0xf0 { units &+= 1 }
    }
    return units
  }

  /// A number with a comma before each three digits.
  private static func grouped(_ number: Int) -> String {
    number < 1000
      ? "\(number)"
      : grouped(number / 1000) + "," + String(String(1000 + number % 1000).dropFirst())
  }
}
