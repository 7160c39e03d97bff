import StageKit

/// The fields that CloudFront writes into its logs, those of the standard log first, in its order.
///
/// Source: fact sheet on CloudFront's logs, 1.1, 1.4 and 1.5.
enum CloudFrontField: Int, CaseIterable, Sendable {
  case date, time, edge, bytes, client, method, distribution, stem, status, referer, agent, query
  case cookie, result, requestID
  case host, scheme, requestBytes, duration
  case forwarded, tlsVersion, tlsCipher, responseResult, version, encryptionStatus, encrypted
  case clientPort, firstByte, detailedResult, contentType, contentLength, rangeStart, rangeEnd
  case seconds, milliseconds, distributionID, originFirstByte, originLastByte, network
  case country, cacheBehavior, addressVersion, acceptEncoding, accept, headers, headerNames
  case headersCount

  /// The fields of a standard log of today.
  static let standardCount = 33

  /// The names as CloudFront spells them, by field.
  static let names: [Bytes] =
    [
      "date", "time", "x-edge-location", "sc-bytes", "c-ip", "cs-method", "cs(Host)",
      "cs-uri-stem", "sc-status", "cs(Referer)", "cs(User-Agent)", "cs-uri-query", "cs(Cookie)",
      "x-edge-result-type", "x-edge-request-id", "x-host-header", "cs-protocol", "cs-bytes",
      "time-taken", "x-forwarded-for", "ssl-protocol", "ssl-cipher",
      "x-edge-response-result-type", "cs-protocol-version", "fle-status", "fle-encrypted-fields",
      "c-port", "time-to-first-byte", "x-edge-detailed-result-type", "sc-content-type",
      "sc-content-len", "sc-range-start", "sc-range-end", "timestamp", "timestamp(ms)",
      "DistributionId", "origin-fbl", "origin-lbl", "asn", "c-country",
      "cache-behavior-path-pattern", "c-ip-version", "cs-accept-encoding", "cs-accept",
      "cs-headers", "cs-header-names", "cs-headers-count",
    ].map { Bytes.constant($0) }

  /// The order of real-time logs; those of today have three more at the end.
  static let realTime: [CloudFrontField] = [
    .seconds, .client, .firstByte, .status, .bytes, .method, .scheme, .host, .stem, .requestBytes,
    .edge, .requestID, .distribution, .duration, .version, .addressVersion, .agent, .referer,
    .cookie, .query, .responseResult, .forwarded, .tlsVersion, .tlsCipher, .result, .encrypted,
    .encryptionStatus, .contentType, .contentLength, .rangeStart, .rangeEnd, .clientPort,
    .detailedResult, .country, .acceptEncoding, .accept, .cacheBehavior, .headers, .headerNames,
    .headersCount, .originFirstByte, .originLastByte, .network,
  ]

  /// The fewest fields of a whole real-time log.
  static let realTimeCount = 40

  var name: Bytes { CloudFrontField.names[rawValue] }

  /// The field of a name, with or without parentheses, with `_` for `-`, in any case.
  static func named(_ name: Bytes) -> CloudFrontField? { byPlainName[plain(name.string)] }

  private static let byPlainName = Dictionary(
    uniqueKeysWithValues: allCases.map { (plain($0.name.string), $0) })

  /// `cs-user-agent` for `cs(User-Agent)`.
  private static func plain(_ name: String) -> String {
    String(
      name.lowercased().compactMap { letter in
        letter == "(" || letter == "_" ? "-" : letter == ")" ? nil : letter
      })
  }
}
