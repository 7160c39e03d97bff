import StageKit

/// What decoders of web servers' logs share: where everything goes.
struct CombinedPlan: Sendable {
  let mode: InvalidValues
  /// Scheme and host of the pages; nil when nobody stated them.
  let host: Bytes?
  let collectorName = Bytes.constant("access_log")

  let request: RequestOutputs
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
    request = RequestOutputs(setup)
    http = HTTPOutputs(
      method: setup.reference("http_method"), path: setup.reference("http_path"),
      query: setup.reference("http_query"), version: setup.reference("http_protocol"),
      status: setup.reference("http_status"), size: setup.reference("http_bytes"),
      user: setup.reference("http_user"), ident: setup.reference("http_ident"))
    readsPage = host != nil && (mode == .fail || request.page.isWanted || request.pageText.isWanted)
    readsReferrer = mode == .fail || request.referrer.isWanted
  }
}
