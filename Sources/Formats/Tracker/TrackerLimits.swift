import StageKit

/// The longest texts that the fields of tracker events may hold.
///
/// Shape: only fields that something reads are made, and only what is made can be too long.
/// Cost: a comparison a field; characters are counted for texts that have more bytes than the limit.
struct TrackerLimits: Sendable {
  private struct Check: Sendable {
    let output: OutputRef
    let limit: ColumnLimit
  }

  private let checks: [Check]

  /// The limits of the texts that a format of tracker events declares; none when they may be longer.
  init(_ setup: Setup) {
    let fields = setup[TooLongTexts.inputOption] == .fail ? SnowplowFields.all : []
    checks = fields.compactMap { field in
      let output = setup.reference(field.name)
      guard let limit = field.limit, output.isWanted else { return nil }
      return Check(output: output, limit: ColumnLimit(column: field.name, limit: limit))
    }
  }

  /// Whether a text of the event begun last is too long.
  func areExceeded(_ rows: borrowing RowWriter) -> Bool {
    for check in checks where rows.value(check.output).count > check.limit.limit {
      if check.limit.isExceeded(by: rows.value(check.output).bytes) { return true }
    }
    return false
  }

  /// The fields whose texts are too long, and what is said of each.
  func errors(_ rows: borrowing RowWriter) -> [(field: String, text: String)] {
    var errors: [(field: String, text: String)] = []
    for check in checks {
      guard let text = rows.value(check.output).text, check.limit.isExceeded(by: text) else {
        continue
      }
      errors.append((check.limit.column, check.limit.words(text)))
    }
    return errors
  }
}
