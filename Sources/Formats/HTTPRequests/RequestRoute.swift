import StageKit

/// What the path of a request says that it carries.
///
/// Source: Snowplow Enrich, fact sheet 2.8.
enum RequestRoute {
  /// One event in the query.
  case query
  /// Events in the body.
  case body
  /// An event that follows a link.
  case redirect

  init(path: Bytes?) throws(Failure) {
    guard let path else { throw RequestFailures.noPath }
    guard let (vendor, version) = RequestRoute.segments(path) else {
      guard path == "/i" || path.hasPrefix("/i?") || path.hasPrefix("/ice.png") else {
        throw RequestFailures.path(path)
      }
      self = .query
      return
    }
    let isSnowplow = vendor == "com.snowplowanalytics.snowplow"
    if isSnowplow, version == "tp1" {
      self = .query
    } else if isSnowplow, version == "tp2" {
      self = .body
    } else if vendor == "r", version == "tp2" {
      self = .redirect
    } else {
      throw RequestFailures.unsupported(path)
    }
  }

  /// The two parts of `/vendor/version`, with or without the outer slashes.
  private static func segments(_ path: Bytes) -> (vendor: Bytes, version: Bytes)? {
    var inside = path
    if inside.count > 0, inside[0] == 47 { inside = inside.dropFirst(1) }
    if inside.count > 0, inside[inside.count - 1] == 47 { inside = inside.dropLast(1) }
    guard let slash = inside.firstIndex(of: 47), slash > 0, slash + 1 < inside.count,
      inside.firstIndex(of: 47, from: slash + 1) == nil
    else { return nil }
    return (inside.prefix(slash), inside.dropFirst(slash + 1))
  }
}
