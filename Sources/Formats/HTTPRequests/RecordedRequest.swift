import StageKit

/// A request as its record tells it; empty texts are nil.
struct RecordedRequest {
  var method: Bytes?
  var path: Bytes?
  var query: Bytes?
  var target: Bytes?
  var body: Bytes?
  var encodedBody: Bytes?
  /// Milliseconds since 1970; nil when that cannot be read.
  var time: Int64?
  var address: Bytes?
  var agent: Bytes?
  var referer: Bytes?
  var contentType: Bytes?
  var networkUser: Bytes?
  var collector: Bytes?
  /// The address that headers name.
  var forwarded: Bytes?
  /// The client asked not to be known.
  var isAnonymous = false

  /// Takes path and query from the target where they are missing, and the body from base64.
  mutating func complete(_ arena: Arena) {
    if let target {
      let mark = target.firstIndex(of: 63) ?? target.count
      if path == nil, mark > 0 { path = target.prefix(mark) }
      if query == nil, mark + 1 < target.count { query = target.dropFirst(mark + 1) }
    }
    if body == nil, let encodedBody {
      body = UTF8Repair.repaired(Base64.decode(encodedBody, arena: arena), arena: arena)
    }
    if isAnonymous {
      address = RecordedRequest.unknown
      if networkUser == nil { networkUser = RecordedRequest.nobody }
    } else if let forwarded {
      address = forwarded
    }
  }

  /// Source: what Snowplow's collector notes of anonymous requests, fact sheet 2.4.
  private static let unknown = Bytes.constant("unknown")
  private static let nobody = Bytes.constant("00000000-0000-0000-0000-000000000000")
}
