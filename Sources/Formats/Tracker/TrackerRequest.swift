import StageKit

/// A request that carries events, as its collector saw it.
struct TrackerRequest {
  /// The raw query without its `?`; only for events that stand in it.
  let query: Bytes
  /// When it came in, in milliseconds since 1970; nil when that cannot be read.
  let time: Int64?
  /// The address of the client, one or more of them.
  var address: Bytes?
  /// The user agent, decoded and cleaned.
  var agent: Bytes?
  /// The same as CloudFront writes it, for decoders that know agents.
  var encodedAgent: EncodedAgent?
  /// The referer, which is the page for requests that name none.
  var referer: Bytes?
  /// The same as CloudFront writes it: most requests name a page, so that nobody reads it.
  var cloudFrontReferer: Bytes?
  /// The value of v_collector for events that bring none; nil for that of the plan.
  var collector: Bytes?
  /// What network_userid is for events that bring none, such as the collector's cookie.
  var networkUser: Bytes?
}
