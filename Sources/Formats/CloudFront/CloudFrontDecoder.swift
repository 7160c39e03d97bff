import StageKit

/// Makes events of the lines of CloudFront access logs.
final class CloudFrontDecoder: RecordDecoder {
  private let tracker: TrackerDecoder
  private let skipsOthers: Bool
  private let fields = FieldSplitter()
  private let standard = CloudFrontLayout.standard
  private var header: CloudFrontHeader?

  init(_ plan: TrackerPlan, _ others: OtherRequests) {
    tracker = TrackerDecoder(plan, isDoubled: true)
    skipsOthers = others == .skip
  }

  func begin(_ context: DecodeContext?) { header = context as? CloudFrontHeader }

  func decode(_ line: Bytes, _ rows: inout RowWriter) throws(Failure) -> Decoded {
    if line.count > 0 && line[0] == 35 {
      header = CloudFrontHeader.following(line, header) as? CloudFrontHeader
      return .header
    }
    let layout = try layout(of: line)
    guard isGet(fields[layout.method]) else { return try other(CloudFrontFailures.method) }
    guard isPixel(fields[layout.stem]) else { return try other(CloudFrontFailures.path) }
    guard let query = value(layout.query) else { return try other(CloudFrontFailures.query) }
    try tracker.decode(request(layout, query, rows.arena), &rows)
    return .events
  }

  private func other(_ failure: @autoclosure () -> Failure) throws(Failure) -> Decoded {
    if skipsOthers { return .nothing }
    throw failure()
  }

  // MARK: layouts

  /// Cuts a line; gives where its fields stand, less those that it does not have.
  private func layout(of line: Bytes) throws(Failure) -> CloudFrontLayout {
    var count = fields.split(line)
    if let header {
      if let failure = header.failure { throw failure }
      if count == header.fieldCount { return header.layout }
      if count == header.fieldCount + 1, isTabLast(line) { return header.layout }
      throw CloudFrontFailures.unknownLayout
    }
    if !CloudFrontDecoder.isStandard(count), isTabLast(line) { count -= 1 }
    guard CloudFrontDecoder.isStandard(count) else { throw misfit(count) }
    var layout = standard
    if count < 23 { layout.forwarded = CloudFrontLayout.none }
    return layout
  }

  private static func isStandard(_ count: Int) -> Bool {
    count >= 23 || count == 12 || count == 15 || count == 18 || count == 19
  }

  private func isTabLast(_ line: Bytes) -> Bool { line.count > 0 && line[line.count - 1] == 9 }

  private func misfit(_ count: Int) -> Failure {
    if count >= 12, !isGet(fields[standard.method]), count != 17 {
      return CloudFrontFailures.method
    }
    return count == 17 ? CloudFrontFailures.streaming : CloudFrontFailures.unknownLayout
  }

  // MARK: fields

  private func isGet(_ method: Bytes) -> Bool { method.equalsFolded("get") }

  private func isPixel(_ stem: Bytes) -> Bool {
    if stem == "/i" { return true }
    let path = stem.prefix(stem.firstIndex(of: 63) ?? stem.count)
    return path == "/i" || path == "/ice.png"
  }

  /// A field of the line; nil when it is empty, `-`, or not there.
  @inline(__always)
  private func value(_ column: Int) -> Bytes? {
    guard column != CloudFrontLayout.none else { return nil }
    let field = fields[column]
    return field.isEmpty || (field.count == 1 && field[0] == 45) ? nil : field
  }

  private func request(
    _ layout: CloudFrontLayout, _ query: Bytes, _ arena: Arena
  ) -> TrackerRequest {
    let time = TimestampText.parse(date: fields[layout.date], time: fields[layout.time])
    var request = TrackerRequest(query: query, time: time)
    let forwarded = value(layout.forwarded).flatMap { ClientAddress.forwardedFor($0) }
    if let address = forwarded ?? value(layout.address) {
      request.address = UTF8Repair.repaired(address, arena: arena)
    }
    if tracker.plan.readsAgent, let agent = value(layout.agent) {
      request.agent = PercentCoding.decode(agent, .undouble, cleaning: .agent, arena: arena)
    }
    if tracker.plan.readsPage, let referer = value(layout.referer) {
      request.referer = repaired(referer, arena)
    }
    return request
  }

  /// A referer, not decoded: without the doubling, and without one `%` at the end, which is seen in
  /// logs; nil when nothing is left.
  private func repaired(_ referer: Bytes, _ arena: Arena) -> Bytes? {
    var text = PercentCoding.repair(UTF8Repair.repaired(referer, arena: arena), arena: arena)
    if text[text.count - 1] == 37 { text = text.dropLast(1) }
    return text.isEmpty ? nil : text
  }
}
