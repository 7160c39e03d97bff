import StageKit

/// The errors of an event in words; made only when there are some.
///
/// Source: the texts are those of Snowplow Enrich 6.10, fact sheet 2.5 and 3.1.
extension TrackerDecoder {
  /// All errors of an event, by parameter in the order of the table.
  func failure(_ row: TrackerRow, _ rows: borrowing RowWriter) -> Failure {
    let arena = rows.arena
    var errors = InvalidFields()
    if row.hasNoTime { errors.add("collector_tstamp", "Not in the expected format: date and time") }
    if let time = row.badTime {
      errors.add(
        "collector_tstamp", "Formatted as \(written(time, arena)) is not Redshift-compatible")
    }
    if row.hasNoEvent { errors.add("event", "not a valid event type") }
    var left = row.failed
    while let number = left.popFirst() {
      errors.add(TrackerParameters.all[number].name, texts(number, arena))
    }
    if let text = row.badPage {
      errors.add(row.isPageReferer ? "referer" : "url", InvalidFields.uri(text))
    }
    if let text = row.badReferrer { errors.add("refr", InvalidFields.uri(text)) }
    if let text = row.badCrossTime { errors.add("sp_dtm", timeText(text, arena)) }
    if row.badUser != nil { errors.add("network_userid", "Not a valid UUID") }
    for error in plan.limits.errors(rows) { errors.addTooLong(error.field, error.text) }
    return errors.failure
  }

  private func texts(_ number: Int, _ arena: Arena) -> [String] {
    let kind = targets[number].kind
    guard kind.fieldType == .json else {
      return [text(kind, plain(values[number], arena), arena)]
    }
    return jsonFaults(values[number], kind, arena)
  }

  private func text(_ kind: TrackerKind, _ value: Bytes, _ arena: Arena) -> String {
    switch kind {
    case .milliseconds: timeText(value, arena)
    case .size: kind.errors[Dimensions.parse(value) == .outOfRange ? 1 : 0]
    default: kind.errors.first ?? "Cannot be converted"
    }
  }

  private func timeText(_ value: Bytes, _ arena: Arena) -> String {
    guard let time = NumberText.int64(value) else {
      return TrackerKind.milliseconds.errors[0]
    }
    return "Formatting as \(written(time, arena)) is not Redshift-compatible"
  }

  private func written(_ time: Int64, _ arena: Arena) -> String {
    let count = TimestampText.write(time, arena.reserve(TimestampText.capacity))
    return arena.commit(count).string
  }
}
