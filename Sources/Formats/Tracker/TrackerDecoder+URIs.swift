import StageKit

/// The URI of the page and that of the page before.
///
/// Source: Snowplow Enrich, fact sheet 3.2 and 3.3.
extension TrackerDecoder {
  /// Sets page_url and its parts; a text that is no URI stays in page_url.
  func setPage(
    _ request: TrackerRequest, _ row: inout TrackerRow, _ rows: inout RowWriter, _ arena: Arena
  ) {
    guard plan.readsPage, let text = pageText(request, &row, arena) else { return }
    let output = targets[plan.numbers.page].first
    guard let uri = URI.parse(text, arena: arena) else {
      row.badPage = text
      rows.set(output, text: text)
      return
    }
    rows.set(output, clean: uri.text)
    plan.page.set(uri, &rows)
    if plan.readsCrossDomain, let query = uri.query { setCrossDomain(query, &row, &rows, arena) }
  }

  /// Sets what the page before says of its visitor.
  private func setCrossDomain(
    _ query: Bytes, _ row: inout TrackerRow, _ rows: inout RowWriter, _ arena: Arena
  ) {
    guard let visitor = CrossDomain(query: query, arena) else { return }
    rows.set(plan.otherUser, text: visitor.user.map { TextCleaning.tsvSafe($0, arena: arena) })
    guard let text = visitor.time else { return }
    if let time = NumberText.epochMilliseconds(text) {
      rows.set(plan.otherTime, .timestamp(time))
    } else {
      row.badCrossTime = text
    }
  }

  /// The parameter, or the referer of the request when it is missing or empty.
  private func pageText(
    _ request: TrackerRequest, _ row: inout TrackerRow, _ arena: Arena
  ) -> Bytes? {
    if let text = uriText(plan.numbers.page, row, arena) { return text }
    row.isPageReferer = true
    return request.referer
      ?? request.cloudFrontReferer.flatMap { CloudFrontText.referer($0, arena) }
  }

  /// Sets page_referrer and its parts.
  func setReferrer(_ row: inout TrackerRow, _ rows: inout RowWriter, _ arena: Arena) {
    guard let text = uriText(plan.numbers.referrer, row, arena) else { return }
    rows.set(targets[plan.numbers.referrer].first, clean: text)
    guard plan.readsReferrer else { return }
    guard let uri = URI.parse(text, arena: arena) else {
      row.badReferrer = text
      return
    }
    plan.referrer.set(uri, &rows)
  }

  private func uriText(_ number: Int, _ row: TrackerRow, _ arena: Arena) -> Bytes? {
    guard row.seen.contains(number) else { return nil }
    let text = cleaned(values[number], arena)
    return text.isEmpty ? nil : text
  }
}
