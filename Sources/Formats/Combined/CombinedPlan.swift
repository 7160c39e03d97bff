import StageKit

/// What decoders of web servers' logs share: where everything goes.
struct CombinedPlan: Sendable {
  let mode: InvalidValues
  /// Scheme and host of the pages; nil when nobody stated them.
  let host: Bytes?
  let collectorName = Bytes.constant("access_log")

  let collectorTime: OutputRef
  let processingTime: OutputRef
  let eventID: OutputRef
  let collector: OutputRef
  let producer: OutputRef
  let address: OutputRef
  let agent: OutputRef
  let pageText: OutputRef
  let page: URIOutputs
  let referrerText: OutputRef
  let referrer: URIOutputs
  let http: HTTPOutputs
  /// Whether the URI of the page must be made.
  let readsPage: Bool
  /// Whether the URI of the page before must be parsed.
  let readsReferrer: Bool

  /// The fields that begin with `http_`.
  struct HTTPOutputs: Sendable {
    let method: OutputRef
    let path: OutputRef
    let query: OutputRef
    let version: OutputRef
    let status: OutputRef
    let size: OutputRef
    let user: OutputRef
    let ident: OutputRef
  }

  init(_ setup: Setup, _ mode: InvalidValues, host: String?) {
    self.mode = mode
    self.host = host.map { Bytes.constant($0) }
    collectorTime = setup.reference("collector_tstamp")
    processingTime = setup.reference("etl_tstamp")
    eventID = setup.reference("event_id")
    collector = setup.reference("v_collector")
    producer = setup.reference("v_etl")
    address = setup.reference("user_ipaddress")
    agent = setup.reference("useragent")
    pageText = setup.reference("page_url")
    page = URIOutputs("page_url", setup)
    referrerText = setup.reference("page_referrer")
    referrer = URIOutputs("refr_url", setup)
    http = HTTPOutputs(
      method: setup.reference("http_method"), path: setup.reference("http_path"),
      query: setup.reference("http_query"), version: setup.reference("http_protocol"),
      status: setup.reference("http_status"), size: setup.reference("http_bytes"),
      user: setup.reference("http_user"), ident: setup.reference("http_ident"))
    readsPage = host != nil && (mode == .fail || page.isWanted || pageText.isWanted)
    readsReferrer = mode == .fail || referrer.isWanted
  }
}
