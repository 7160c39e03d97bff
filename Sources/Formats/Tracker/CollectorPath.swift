package import StageKit

/// What the path of a request to a collector asks for.
///
/// Source: Snowplow Enrich, fact sheet 2.8.
package enum CollectorPath {
  /// A vendor and a version; the pixel is one of Snowplow's.
  case service(vendor: Bytes, version: Bytes)
  /// Neither of them.
  case unknown

  /// `/i` and `/ice.png`, with or without a query.
  package static func isPixel(_ path: Bytes) -> Bool {
    path == "/i" || path.hasPrefix("/i?") || path.hasPrefix("/ice.png")
  }

  package init(_ path: Bytes) {
    if let service = CollectorPath.segments(path) {
      self = service
    } else if CollectorPath.isPixel(path) {
      self = .service(vendor: CollectorPath.snowplow, version: CollectorPath.pixelVersion)
    } else {
      self = .unknown
    }
  }

  /// Where a request carries events of Snowplow's tracker protocol.
  enum Route {
    /// One event in the query.
    case query
    /// Events in the body; without one, an event in the query.
    case body
    /// An event that follows a link, in the query.
    case redirect
  }

  /// Nil where nothing can be read.
  var route: Route? {
    guard case .service(let vendor, let version) = self else { return nil }
    if vendor == CollectorPath.snowplow {
      return version == "tp1" ? .query : version == "tp2" ? .body : nil
    }
    return vendor == "r" && version == "tp2" ? .redirect : nil
  }

  /// Why nothing can be read there, as for a line of a log.
  var failure: Failure {
    if case .unknown = self { CloudFrontFailures.path } else { CloudFrontFailures.unsupported }
  }

  private static let snowplow = Bytes.constant("com.snowplowanalytics.snowplow")
  private static let pixelVersion = Bytes.constant("tp1")

  /// `^/?([^/]+)/([^/]+)/?$`
  private static func segments(_ path: Bytes) -> CollectorPath? {
    var text = path
    if text.hasPrefix("/") { text = text.dropFirst(1) }
    guard let slash = text.firstIndex(of: 47), slash > 0 else { return nil }
    var version = text.dropFirst(slash + 1)
    if version.hasSuffix("/") { version = version.dropLast(1) }
    guard !version.isEmpty, !version.contains(47) else { return nil }
    return .service(vendor: text.prefix(slash), version: version)
  }
}
