import StageKit

/// Where the fields of requests go that are no pixel requests.
struct AccessLogPlan: Sendable {
  let mode: InvalidValues
  /// Whether each request becomes Snowplow's event too, and is checked as Enrich does.
  let isEvent: Bool
  /// Whether only the numbers of fields are taken that Enrich takes.
  let isExact: Bool
  let collectorName = Bytes.constant("cloudfront")

  let request: RequestOutputs
  let derivedTime: OutputRef
  let http: HTTPOutputs
  let event: EventOutputs
  /// Whether the URI of the page must be made.
  let readsPage: Bool
  /// Whether the URI of the page before must be parsed.
  let readsReferrer: Bool

  /// The fields that begin with `http_`.
  struct HTTPOutputs: Sendable {
    let method: OutputRef
    let scheme: OutputRef
    let host: OutputRef
    let path: OutputRef
    let query: OutputRef
    let version: OutputRef
    let status: OutputRef
    let size: OutputRef
    let requestSize: OutputRef
    let duration: OutputRef
    let result: OutputRef
    let edge: OutputRef
  }

  /// The columns of a self-describing event.
  struct EventOutputs: Sendable {
    let kind: OutputRef
    let platform: OutputRef
    let tracker: OutputRef
    let vendor: OutputRef
    let name: OutputRef
    let format: OutputRef
    let version: OutputRef
    let body: OutputRef
  }

  init(_ setup: Setup, _ mode: InvalidValues, isEvent: Bool, isExact: Bool) {
    self.mode = mode
    self.isEvent = isEvent
    self.isExact = isExact
    request = RequestOutputs(setup)
    derivedTime = setup.reference("derived_tstamp")
    http = HTTPOutputs(
      method: setup.reference("http_method"), scheme: setup.reference("http_scheme"),
      host: setup.reference("http_host"), path: setup.reference("http_path"),
      query: setup.reference("http_query"), version: setup.reference("http_protocol"),
      status: setup.reference("http_status"), size: setup.reference("http_bytes"),
      requestSize: setup.reference("http_request_bytes"),
      duration: setup.reference("http_duration"), result: setup.reference("http_result"),
      edge: setup.reference("http_edge"))
    event = EventOutputs(
      kind: setup.reference("event"), platform: setup.reference("platform"),
      tracker: setup.reference("v_tracker"), vendor: setup.reference("event_vendor"),
      name: setup.reference("event_name"), format: setup.reference("event_format"),
      version: setup.reference("event_version"), body: setup.reference("unstruct_event"))
    readsPage = mode == .fail || request.page.isWanted || request.pageText.isWanted
    readsReferrer = mode == .fail || request.referrer.isWanted
  }
}
