import StageKit

/// A request that carries one event, as its collector saw it.
struct TrackerRequest {
  /// The raw query without its `?`.
  let query: Bytes
  /// When it came in, in milliseconds since 1970; nil when that cannot be read.
  let time: Int64?
  /// The address of the client, one or more of them.
  var address: Bytes?
  /// The user agent, decoded and cleaned.
  var agent: Bytes?
  /// The referer, which is the page for requests that name none.
  var referer: Bytes?
}
