import StageKit

/// Makes events of the lines of web servers' logs.
final class CombinedDecoder: RecordDecoder {
  private let plan: CombinedPlan
  private let eventID = EventID()
  private let producer = Producer.name

  init(_ plan: CombinedPlan) { self.plan = plan }

  func begin(_ context: DecodeContext?) {}

  func decode(_ line: Bytes, _ rows: inout RowWriter) throws(Failure) -> Decoded {
    let fields = try CombinedLine(line)
    rows.beginEvent()
    var errors = CombinedErrors()
    setClient(fields, &rows)
    setNumbers(fields, &errors, &rows)
    setReferrer(fields, &errors, &rows)
    setRequest(fields, &errors, &rows)
    if plan.request.eventID.isWanted { rows.set(plan.request.eventID, text: eventID.make(&rows)) }
    if plan.mode == .fail, !errors.isEmpty { throw errors.failure }
    return .events
  }

  private func setClient(_ fields: CombinedLine, _ rows: inout RowWriter) {
    rows.set(plan.request.processingTime, .timestamp(rows.now))
    rows.set(plan.request.collector, text: plan.collectorName)
    rows.set(plan.request.producer, text: producer)
    setText(plan.request.address, fields.host, &rows)
    setText(plan.http.ident, fields.ident, &rows)
    setText(plan.http.user, fields.user, &rows)
    setText(plan.request.agent, fields.agent, &rows, cleaning: .agent)
  }

  private func setText(
    _ output: OutputRef, _ raw: Bytes, _ rows: inout RowWriter,
    cleaning: TextCleaning.Mode = .full
  ) {
    guard output.isWanted, let text = CombinedText.value(raw, rows.arena) else { return }
    rows.set(output, text: TextCleaning.cleaned(text, cleaning, arena: rows.arena))
  }

  private func setNumbers(
    _ fields: CombinedLine, _ errors: inout CombinedErrors, _ rows: inout RowWriter
  ) {
    if let time = TimestampText.parse(apache: fields.time), TimestampText.isWritable(time) {
      rows.set(plan.request.collectorTime, .timestamp(time))
    } else {
      errors.time = fields.time
    }
    if !setNumber(plan.http.status, fields.status, &rows) { errors.status = fields.status }
    if !setNumber(plan.http.size, fields.size, &rows) { errors.size = fields.size }
  }

  /// Sets a number that is not negative, nothing for `-`; false for anything else.
  private func setNumber(
    _ output: OutputRef, _ text: Bytes, _ rows: inout RowWriter
  ) -> Bool {
    if text == "-" { return true }
    guard let number = NumberText.int64(text), number >= 0 else { return false }
    rows.set(output, .integer(number))
    return true
  }

  // MARK: URIs

  private func setReferrer(
    _ fields: CombinedLine, _ errors: inout CombinedErrors, _ rows: inout RowWriter
  ) {
    guard plan.readsReferrer || plan.request.referrerText.isWanted,
      let raw = CombinedText.value(fields.referer, rows.arena)
    else { return }
    let text = TextCleaning.tsvSafe(raw, arena: rows.arena)
    rows.set(plan.request.referrerText, text: text)
    guard plan.readsReferrer, !text.isEmpty else { return }
    guard let uri = URI.parse(text, arena: rows.arena) else {
      errors.referrer = text
      return
    }
    plan.request.referrer.set(uri, &rows)
  }

  private func setRequest(
    _ fields: CombinedLine, _ errors: inout CombinedErrors, _ rows: inout RowWriter
  ) {
    guard let raw = CombinedText.value(fields.request, rows.arena),
      let request = RequestLine(TextCleaning.tsvSafe(raw, arena: rows.arena))
    else { return }
    rows.set(plan.http.method, text: request.method)
    rows.set(plan.http.path, text: request.path)
    rows.set(plan.http.query, text: request.query)
    rows.set(plan.http.version, text: request.version)
    guard plan.readsPage, let text = pageText(request, rows.arena) else { return }
    guard let uri = URI.parse(text, arena: rows.arena) else {
      errors.page = text
      rows.set(plan.request.pageText, text: text)
      return
    }
    rows.set(plan.request.pageText, text: uri.text)
    plan.request.page.set(uri, &rows)
  }

  /// The URI that was asked for; nil for targets that are no path, such as `*`.
  private func pageText(_ request: RequestLine, _ arena: Arena) -> Bytes? {
    if request.isAbsolute { return request.target }
    guard let host = plan.host, request.target[0] == 47 else { return nil }
    let room = arena.reserve(host.count + request.target.count)
    room.update(from: host.start, count: host.count)
    (room + host.count).update(from: request.target.start, count: request.target.count)
    return arena.commit(host.count + request.target.count)
  }
}
