import StageKit

/// The errors of an event in words; made only when there are some.
///
/// Source: the texts are those of Snowplow Enrich 6.10, fact sheet 2.5 and 3.1.
extension TrackerDecoder {
  /// All errors of an event, by parameter in the order of the table.
  func failure(_ row: TrackerRow, _ arena: Arena) -> Failure {
    var errors = InvalidFields()
    if row.hasNoTime { errors.add("collector_tstamp", "Not in the expected format: date and time") }
    if row.hasNoEvent { errors.add("event", "not a valid event type") }
    var left = row.failed
    while let number = left.popFirst() {
      let value = PercentCoding.decode(values[number], coding, arena: arena)
      errors.add(TrackerParameters.all[number].name, text(targets[number].kind, value, arena))
    }
    if let text = row.badPage {
      errors.add(row.isPageReferer ? "referer" : "url", InvalidFields.uri(text))
    }
    if let text = row.badReferrer { errors.add("refr", InvalidFields.uri(text)) }
    return errors.failure
  }

  private func text(_ kind: TrackerKind, _ value: Bytes, _ arena: Arena) -> String {
    switch kind {
    case .integer: "Cannot be converted to java.lang.Integer"
    case .decimal: "Cannot be converted to java.math.BigDecimal. Error : not a decimal number"
    case .boolean: "Cannot be converted to Boolean-like java.lang.Byte"
    case .uuid: "Not a valid UUID"
    case .milliseconds: timeText(value, arena)
    case .size:
      Dimensions.parse(value) == .outOfRange
        ? "Could not be converted to java.lang.Integer s"
        : #"Does not conform to regex (\d+)x(\d+)"#
    case .event: "Not a valid event type"
    case .platform: "Not a valid platform"
    case .text, .address, .page, .referrer, .json, .encodedJSON: "Cannot be converted"
    }
  }

  private func timeText(_ value: Bytes, _ arena: Arena) -> String {
    guard let time = NumberText.int64(value) else {
      return "Not in the expected format: ms since epoch"
    }
    let count = TimestampText.write(time, arena.reserve(TimestampText.capacity))
    return "Formatting as \(arena.commit(count).string) is not Redshift-compatible"
  }
}
