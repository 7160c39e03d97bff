import StageKit

/// Makes events of the requests of a CloudFront log that are no pixel requests.
///
/// Source: the fields are those of the format `combined`; fact sheet 6.5 for Snowplow's event.
final class AccessLogDecoder {
  let plan: AccessLogPlan
  private let eventID = EventID()
  private let producer = Producer.name
  private let event: AccessLogEvent

  init(_ plan: AccessLogPlan) {
    self.plan = plan
    event = AccessLogEvent(plan)
  }

  /// Refuses lines with other numbers of fields than Enrich knows.
  func checkCount(_ count: Int) throws(Failure) {
    guard plan.isEvent else {
      if count < AccessLogEvent.counts[0] { throw CloudFrontFailures.unknownLayout }
      return
    }
    guard AccessLogEvent.counts.contains(count) else {
      throw Failure(
        .parse, "access log contained \(count) fields, expected 12, 15, 18, 19, 23, 24 or 26")
    }
  }

  /// Adds the event of the line that the reader has cut.
  func decode(
    _ line: CloudFrontReader, _ client: Bytes?, _ time: Int64?, _ rows: inout RowWriter
  ) throws(Failure) {
    rows.beginEvent()
    var errors = AccessLogErrors()
    setClient(line, client, time, &errors, &rows)
    setRequest(line, &errors, &rows)
    if plan.isEvent {
      event.set(line, time, &errors, &rows)
      setPage(line.raw(.referer).flatMap { $0.isEmpty ? nil : $0 }, "url", &errors, &rows)
    } else {
      setPage(pageText(line, rows.arena), "page_url", &errors, &rows)
      setReferrer(line, &errors, &rows)
    }
    if plan.request.eventID.isWanted { rows.set(plan.request.eventID, text: eventID.make(&rows)) }
    if plan.mode == .fail, let failure = errors.failure { throw failure }
  }

  private func setClient(
    _ line: CloudFrontReader, _ client: Bytes?, _ time: Int64?, _ errors: inout AccessLogErrors,
    _ rows: inout RowWriter
  ) {
    rows.set(plan.request.processingTime, .timestamp(rows.now))
    rows.set(plan.request.producer, text: producer)
    rows.set(plan.request.collector, text: plan.collectorName)
    if let time {
      rows.set(plan.request.collectorTime, .timestamp(time))
      rows.set(plan.derivedTime, .timestamp(time))
    } else {
      errors.add("collector_tstamp", "Not in the expected format: date and time")
    }
    if let client {
      let first = ClientAddress.firstToken(client)
      rows.set(plan.request.address, text: TextCleaning.tsvSafe(first, arena: rows.arena))
    }
    if plan.request.agent.isWanted, let agent = line.value(.agent) {
      rows.set(
        plan.request.agent,
        text: PercentCoding.decode(agent, .undouble, cleaning: .agent, arena: rows.arena))
    }
  }

  // MARK: request

  private func setRequest(
    _ line: CloudFrontReader, _ errors: inout AccessLogErrors, _ rows: inout RowWriter
  ) {
    setText(plan.http.method, line.value(.method), &rows)
    setText(plan.http.scheme, line.value(.scheme), &rows)
    setText(plan.http.host, host(line), &rows)
    setText(plan.http.version, line.value(.version), &rows)
    setText(plan.http.result, line.value(.result), &rows)
    setText(plan.http.edge, line.value(.edge), &rows)
    let stem = line.value(.stem) ?? .empty
    let mark = stem.firstIndex(of: 63)
    setText(plan.http.path, stem.prefix(mark ?? stem.count), &rows)
    setText(plan.http.query, line.value(.query) ?? mark.map { stem.dropFirst($0 + 1) }, &rows)
    setNumber(plan.http.status, line.value(.status), "http_status", &errors, &rows)
    setNumber(plan.http.size, line.value(.bytes), "http_bytes", &errors, &rows)
    setNumber(
      plan.http.requestSize, line.value(.requestBytes), "http_request_bytes", &errors, &rows)
    setDuration(line.value(.duration), &errors, &rows)
  }

  private func setText(_ output: OutputRef, _ raw: Bytes?, _ rows: inout RowWriter) {
    guard output.isWanted, let raw, !raw.isEmpty else { return }
    let text = CloudFrontText.repaired(raw, rows.arena)
    rows.set(output, text: TextCleaning.tsvSafe(text, arena: rows.arena))
  }

  /// Sets a number that is not negative. Enrich's event checks its own numbers, so that nothing is
  /// said of them twice.
  private func setNumber(
    _ output: OutputRef, _ text: Bytes?, _ name: StaticString, _ errors: inout AccessLogErrors,
    _ rows: inout RowWriter
  ) {
    guard let text else { return }
    if let number = NumberText.int64(text), number >= 0 {
      rows.set(output, .integer(number))
    } else if !plan.isEvent {
      errors.add("\(name)", "'\(text.prefix(100).string)' is no number")
    }
  }

  private func setDuration(
    _ text: Bytes?, _ errors: inout AccessLogErrors, _ rows: inout RowWriter
  ) {
    guard let text else { return }
    if let number = DecimalText.canonical(text, arena: rows.arena) {
      rows.set(plan.http.duration, .decimal(number))
    } else if !plan.isEvent {
      errors.add("http_duration", "'\(text.prefix(100).string)' is no number")
    }
  }

  // MARK: URIs

  /// The host that was asked for; logs of before 2013 know only that of the distribution.
  private func host(_ line: CloudFrontReader) -> Bytes? {
    line.value(.host) ?? line.value(.distribution)
  }

  /// The URI that was asked for; nil when the line does not say of which host.
  private func pageText(_ line: CloudFrontReader, _ arena: Arena) -> Bytes? {
    guard plan.readsPage, let host = host(line), let stem = line.value(.stem), stem[0] == 47 else {
      return nil
    }
    let buffer = event.scratch
    buffer.removeAll()
    if let scheme = line.value(.scheme) { buffer.append(scheme) } else { buffer.append("http") }
    buffer.append("://")
    buffer.append(host)
    buffer.append(CloudFrontText.repaired(stem, arena))
    if let query = line.value(.query), !stem.contains(63) {
      buffer.append("?")
      buffer.append(CloudFrontText.repaired(query, arena))
    }
    let text = arena.copy(Bytes(buffer.start, buffer.count))
    return UTF8Repair.repaired(TextCleaning.tsvSafe(text, arena: arena), arena: arena)
  }

  private func setPage(
    _ raw: Bytes?, _ name: String, _ errors: inout AccessLogErrors, _ rows: inout RowWriter
  ) {
    guard plan.readsPage, let raw else { return }
    let text = TextCleaning.tsvSafe(
      UTF8Repair.repaired(raw, arena: rows.arena), arena: rows.arena)
    guard !text.isEmpty else { return }
    guard let uri = URI.parse(text, arena: rows.arena) else {
      errors.add(name, InvalidFields.uri(text))
      rows.set(plan.request.pageText, text: text)
      return
    }
    rows.set(plan.request.pageText, text: uri.text)
    plan.request.page.set(uri, &rows)
  }

  private func setReferrer(
    _ line: CloudFrontReader, _ errors: inout AccessLogErrors, _ rows: inout RowWriter
  ) {
    guard plan.readsReferrer || plan.request.referrerText.isWanted, let raw = line.value(.referer),
      let referer = CloudFrontText.referer(raw, rows.arena)
    else { return }
    let text = TextCleaning.tsvSafe(referer, arena: rows.arena)
    rows.set(plan.request.referrerText, text: text)
    guard plan.readsReferrer, !text.isEmpty else { return }
    guard let uri = URI.parse(text, arena: rows.arena) else {
      errors.add("page_referrer", InvalidFields.uri(text))
      return
    }
    plan.request.referrer.set(uri, &rows)
  }
}
