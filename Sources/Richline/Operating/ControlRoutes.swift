/// What is to be had at the control address of a run: `/metrics`, `/health`, `/ready`, `/report`,
/// and requests to read something anew.
///
/// Shape: knows nothing of sockets, so that any server can offer it.
public struct ControlRoutes: Sendable {
  private let control: RunControl

  /// Makes the answers of one run.
  public init(_ control: RunControl) { self.control = control }

  /// Answers a request; the query behind a `?` means nothing.
  ///
  /// Shape: `isOfPage` when a page in a browser sent it, as the header `Origin` tells: such a page
  /// may belong to anybody, so it changes nothing.
  /// Cost: requests to read something anew wait for the reading.
  public func answer(_ method: String, _ target: String, isOfPage: Bool = false) -> ControlAnswer {
    let path = String(target.prefix { $0 != "?" })
    switch method {
    case "GET", "HEAD": return page(path) ?? missing(path, isPost: false)
    case "POST":
      if isOfPage { return .line(403, "pages of browsers may not do that") }
      return reload(path) ?? missing(path, isPost: true)
    default: return .line(405, "only GET, HEAD and POST are known here")
    }
  }

  // MARK: pages

  private func page(_ path: String) -> ControlAnswer? {
    switch path {
    case "/": .line(200, ControlRoutes.list)
    case "/metrics": metrics
    case "/health": health
    case "/ready": ready
    case "/report": report
    case "/tap": .line(501, "this server gives no stream of events")
    default: nil
    }
  }

  private static let list = """
    GET /metrics
    GET /health
    GET /ready
    GET /report
    GET /tap
    POST /reload
    POST /lookups/NAME/reload
    """

  package var tap: TapDesk { control.tap }
  package var snapshot: RunSnapshot? { control.snapshot() }

  private static let isOpening = "the lookups are being opened"

  private var metrics: ControlAnswer {
    guard let snapshot = control.snapshot() else { return .line(503, ControlRoutes.isOpening) }
    return ControlAnswer(200, MetricsText(snapshot).text, contentType: MetricsText.contentType)
  }

  private var report: ControlAnswer {
    guard let snapshot = control.snapshot() else { return .line(503, ControlRoutes.isOpening) }
    return ControlAnswer(
      200, ReportText(snapshot).text + "\n", contentType: "application/json")
  }

  /// The process lives, and the books are right as far as they go. Lookups that are not of the newest
  /// version are no reason to end it.
  private var health: ControlAnswer {
    let snapshot = control.snapshot()
    guard let lines = snapshot?.imbalances, !lines.isEmpty else {
      let troubles = snapshot?.lookups.compactMap(ControlRoutes.trouble) ?? []
      return .line(200, (["ok"] + troubles).joined(separator: "\n"))
    }
    return .line(
      503, (["the counts do not balance:"] + lines).joined(separator: "\n"))
  }

  private static func trouble(_ lookup: RunSnapshot.Lookup) -> String? {
    lookup.trouble.map { reason in
      let since = lookup.troubleSince.flatMap { TimestampText.rfc3339($0) } ?? "its start"
      return "lookup '\(lookup.name)' is not the newest since \(since): \(reason)"
    }
  }

  /// Events that come now are worked on now.
  private var ready: ControlAnswer {
    guard let snapshot = control.snapshot() else { return .line(503, ControlRoutes.isOpening) }
    switch snapshot.phase {
    case .opening: return .line(503, ControlRoutes.isOpening)
    case .stopping: return .line(503, "the run is being stopped")
    case .ended: return .line(503, "the run has ended")
    case .running: break
    }
    let waiting =
      snapshot.sinks.compactMap { sink in
        sink.waitsFor.map { "sink '\(sink.id)' waits: \($0)" }
      } + snapshot.lookups.filter { !$0.isReady }.map { "lookup '\($0.name)' is too old" }
    return waiting.isEmpty ? .line(200, "ready") : .line(503, waiting.joined(separator: "\n"))
  }

  // MARK: requests

  private func reload(_ path: String) -> ControlAnswer? {
    if path == "/reload" { return answer(control.requestReload(), of: "") }
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 4, parts[1] == "lookups", parts[3] == "reload" else { return nil }
    let name = String(parts[2])
    return answer(control.requestLookupReload(name), of: name)
  }

  private func answer(_ answer: ReloadAnswer, of lookup: String) -> ControlAnswer {
    switch answer {
    case .accepted(let words): .line(200, words)
    case .refused(let reason): .line(422, reason)
    case .unknown: .line(404, "the pipeline has no lookup '\(lookup)'")
    case .unavailable: .line(503, "the run is not going on")
    }
  }

  private func missing(_ path: String, isPost: Bool) -> ControlAnswer {
    let isThere = isPost ? page(path) != nil : path == "/reload" || path.hasSuffix("/reload")
    if isThere { return .line(405, isPost ? "this takes GET" : "this takes POST") }
    return .line(404, "there is nothing here; there are:\n\(ControlRoutes.list)")
  }
}
