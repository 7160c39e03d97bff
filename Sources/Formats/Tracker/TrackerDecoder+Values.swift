import CKernels
import StageKit

/// Values of parameters become values of fields.
///
/// Source: Snowplow Enrich, fact sheet 2.5.
extension TrackerDecoder {
  /// Converts all parameters that have a value, and looks whether the event has a kind.
  func convertParameters(_ row: inout TrackerRow, _ rows: inout RowWriter, _ arena: Arena) {
    var texts = row.seen & plan.plainTexts
    while let number = texts.popFirst() {
      rows.set(targets[number].first, clean: cleaned(values[number], arena))
    }
    var left = row.seen & plan.converted
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
    case .uuid: return setUUID(value, output, &rows, arena)
    case .size: return setSize(value, target, &rows, arena)
    case .event: return setEvent(value, output, &row, &rows, arena)
    case .platform: return setPlatform(value, output, &rows, arena)
    case .integer: return setInteger(typed(value, arena), output, &rows)
    default: return convertOther(value, number, output, isHidden, &row, &rows, arena)
    }
  }

  /// The same for kinds that most events have none of; apart, so that the others come with little.
  @inline(never)
  private func convertOther(
    _ value: Bytes, _ number: Int, _ output: OutputRef, _ isHidden: Bool, _ row: inout TrackerRow,
    _ rows: inout RowWriter, _ arena: Arena
  ) -> Bool {
    let kind = targets[number].kind
    switch kind {
    case .text: setText(value, output, &rows, arena)
    case .address: setAddress(plain(value, arena), output, &rows, arena)
    case .decimal: return setDecimal(typed(value, arena), output, &rows, arena)
    case .boolean: return setBoolean(typed(value, arena), output, &rows)
    case .milliseconds: return setTime(typed(value, arena), number, output, &rows)
    case .contexts, .encodedContexts:
      return setContexts(
        value, isEncoded: kind == .encodedContexts, output, &rows, arena)
    case .selfDescribing, .encodedSelfDescribing:
      return setSelfDescribing(
        value, isEncoded: kind == .encodedSelfDescribing, isHidden: isHidden, output, row,
        &rows, arena)
    case .page, .referrer, .uuid, .size, .event, .platform, .integer: break
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
    rows.set(output, clean: cleaned(value, arena))
  }

  /// Sets the first of several addresses; it is cut off before it is cleaned.
  func setAddress(
    _ text: Bytes, _ output: OutputRef, _ rows: inout RowWriter, _ arena: Arena
  ) {
    guard output.isWanted else { return }
    let first = ClientAddress.firstToken(text)
    rows.set(output, clean: TextCleaning.tsvSafe(first, arena: arena))
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

  // A UUID, a size, a platform and a kind of event have neither `+` nor escapes: what is one as it
  // stands need not be decoded.

  private func setUUID(
    _ value: Bytes, _ output: OutputRef, _ rows: inout RowWriter, _ arena: Arena
  ) -> Bool {
    let uuid =
      UUIDText.canonical(value, arena: arena)
      ?? UUIDText.canonical(typed(value, arena), arena: arena)
    guard let uuid else { return false }
    rows.set(output, clean: uuid)
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
    _ value: Bytes, _ target: TrackerTarget, _ rows: inout RowWriter, _ arena: Arena
  ) -> Bool {
    var size = Dimensions.parse(value)
    if size == .malformed { size = Dimensions.parse(typed(value, arena)) }
    guard case .size(let width, let height) = size else { return false }
    rows.set(target.first, .integer(Int64(width)))
    rows.set(target.second, .integer(Int64(height)))
    return true
  }

  private func setPlatform(
    _ value: Bytes, _ output: OutputRef, _ rows: inout RowWriter, _ arena: Arena
  ) -> Bool {
    let text = TrackerPlatform.isKnown(value) ? value : typed(value, arena)
    guard TrackerPlatform.isKnown(text) else { return false }
    rows.set(output, clean: text)
    return true
  }

  private func setEvent(
    _ value: Bytes, _ output: OutputRef, _ row: inout TrackerRow, _ rows: inout RowWriter,
    _ arena: Arena
  ) -> Bool {
    let text = value.count == 2 ? value : typed(value, arena)
    guard text.count == 2 else { return false }
    let code = UInt16(text[0]) | UInt16(text[1]) &<< 8
    for number in 0..<eventCount where events[number].code == code {
      rows.set(output, clean: events[number].name)
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
