import CKernels
import StageKit

/// Values of parameters become values of fields.
///
/// Source: Snowplow Enrich, fact sheet 2.5.
extension TrackerDecoder {
  /// Converts all parameters that have a value, and looks whether the event has a kind.
  func convertParameters(_ row: inout TrackerRow, _ rows: inout RowWriter, _ arena: Arena) {
    var left = row.seen
    while let number = left.popFirst() {
      if !convert(number, &row, &rows, arena) { row.failed.insert(number) }
    }
    if !row.seen.contains(plan.numbers.event) { row.hasNoEvent = true }
  }

  /// Sets the fields of a parameter; false when its value does not fit.
  private func convert(
    _ number: Int, _ row: inout TrackerRow, _ rows: inout RowWriter, _ arena: Arena
  ) -> Bool {
    let target = targets[number]
    let value = values[number]
    let isHidden = target.rival >= 0 && row.seen.contains(target.rival)
    let output = isHidden ? .unwanted : target.first
    switch target.kind {
    case .text: setText(value, output, &rows, arena)
    case .address: setAddress(plain(value, arena), output, &rows, arena)
    case .integer: return setInteger(typed(value, arena), output, &rows)
    case .decimal: return setDecimal(typed(value, arena), output, &rows, arena)
    case .boolean: return setBoolean(typed(value, arena), output, &rows)
    case .uuid: return setUUID(typed(value, arena), output, &rows, arena)
    case .milliseconds: return setTime(typed(value, arena), number, output, &rows)
    case .size: return setSize(typed(value, arena), target, &rows)
    case .event: return setEvent(typed(value, arena), output, &row, &rows)
    case .platform: return setPlatform(typed(value, arena), output, &rows)
    case .contexts, .encodedContexts:
      return setContexts(
        value, isEncoded: target.kind == .encodedContexts, output, &rows, arena)
    case .selfDescribing, .encodedSelfDescribing:
      return setSelfDescribing(
        value, isEncoded: target.kind == .encodedSelfDescribing, isHidden: isHidden, output, row,
        &rows, arena)
    case .page, .referrer: break
    }
    return true
  }

  /// A value, decoded but not cleaned.
  func plain(_ value: Bytes, _ arena: Arena) -> Bytes {
    isLiteral ? value : PercentCoding.decode(value, coding, arena: arena)
  }

  /// A value, decoded and cleaned.
  func cleaned(_ value: Bytes, _ arena: Arena) -> Bytes {
    isLiteral
      ? TextCleaning.tsvSafe(value, arena: arena)
      : PercentCoding.decode(value, coding, cleaning: .full, arena: arena)
  }

  /// A decoded value that will be converted; most hold nothing to decode, which is seen at once.
  ///
  /// Shape: broken UTF-8 may stay, for no converter takes it.
  @inline(__always)
  private func typed(_ value: Bytes, _ arena: Arena) -> Bytes {
    guard !isLiteral else { return value }
    guard value.count <= 64 else { return plain(value, arena) }
    var at = 0
    while at < value.count {
      var mask = ck_equal16(value.start + at, 37) | ck_equal16(value.start + at, 43)
      let left = value.count &- at
      if left < 16 { mask &= (1 &<< UInt32(truncatingIfNeeded: left)) &- 1 }
      if mask != 0 { return plain(value, arena) }
      at &+= 16
    }
    return value
  }

  private func setText(
    _ value: Bytes, _ output: OutputRef, _ rows: inout RowWriter, _ arena: Arena
  ) {
    guard output.isWanted else { return }
    rows.set(output, text: cleaned(value, arena))
  }

  /// Sets the first of several addresses; it is cut off before it is cleaned.
  func setAddress(
    _ text: Bytes, _ output: OutputRef, _ rows: inout RowWriter, _ arena: Arena
  ) {
    guard output.isWanted else { return }
    let first = ClientAddress.firstToken(text)
    rows.set(output, text: TextCleaning.tsvSafe(first, arena: arena))
  }

  private func setInteger(
    _ text: Bytes, _ output: OutputRef, _ rows: inout RowWriter
  ) -> Bool {
    guard let number = NumberText.int32(text) else { return text.equalsFolded("null") }
    rows.set(output, .integer(Int64(number)))
    return true
  }

  private func setDecimal(
    _ text: Bytes, _ output: OutputRef, _ rows: inout RowWriter, _ arena: Arena
  ) -> Bool {
    guard let number = DecimalText.canonical(text, arena: arena) else {
      return text.equalsFolded("null")
    }
    rows.set(output, .decimal(number))
    return true
  }

  private func setBoolean(
    _ text: Bytes, _ output: OutputRef, _ rows: inout RowWriter
  ) -> Bool {
    guard text == "1" || text == "0" else { return false }
    rows.set(output, .boolean(text[0] == 49))
    return true
  }

  private func setUUID(
    _ text: Bytes, _ output: OutputRef, _ rows: inout RowWriter, _ arena: Arena
  ) -> Bool {
    guard let uuid = UUIDText.canonical(text, arena: arena) else { return false }
    rows.set(output, text: uuid)
    return true
  }

  private func setTime(
    _ text: Bytes, _ number: Int, _ output: OutputRef, _ rows: inout RowWriter
  ) -> Bool {
    guard let time = NumberText.epochMilliseconds(text) else { return false }
    times[number] = time
    rows.set(output, .timestamp(time))
    return true
  }

  private func setSize(
    _ text: Bytes, _ target: TrackerTarget, _ rows: inout RowWriter
  ) -> Bool {
    guard case .size(let width, let height) = Dimensions.parse(text) else { return false }
    rows.set(target.first, .integer(Int64(width)))
    rows.set(target.second, .integer(Int64(height)))
    return true
  }

  private func setPlatform(
    _ text: Bytes, _ output: OutputRef, _ rows: inout RowWriter
  ) -> Bool {
    guard TrackerPlatform.isKnown(text) else { return false }
    rows.set(output, text: text)
    return true
  }

  private func setEvent(
    _ text: Bytes, _ output: OutputRef, _ row: inout TrackerRow, _ rows: inout RowWriter
  ) -> Bool {
    guard text.count == 2 else { return false }
    let code = UInt16(text[0]) | UInt16(text[1]) &<< 8
    for number in 0..<eventCount where events[number].code == code {
      rows.set(output, text: events[number].name)
      setSchema(events[number].schema, &rows)
      row.hasNoEvent = !events[number].isValid
      row.isSelfDescribing = code == TrackerEvent.selfDescribing
      return true
    }
    return false
  }

  private func setSchema(_ schema: TrackerEvent.Schema?, _ rows: inout RowWriter) {
    guard let schema else { return }
    rows.set(plan.schema.vendor, text: schema.vendor)
    rows.set(plan.schema.name, text: schema.name)
    rows.set(plan.schema.format, text: schema.format)
    rows.set(plan.schema.version, text: schema.version)
  }
}
