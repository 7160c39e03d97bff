import StageKit

/// What stands before the paths of requests: a scheme and a host.
enum PageHost {
  /// `https://www.example.com` of that or of `www.example.com`; nil when it is neither.
  static func prefix(_ text: String) -> String? {
    let whole = text.contains("://") ? text : "https://" + text
    let prefix = whole.hasSuffix("/") ? String(whole.dropLast()) : whole
    guard let uri = URI.strict(Bytes.constant(prefix)), uri.scheme != nil, uri.host != nil,
      uri.path == nil, uri.query == nil, uri.fragment == nil, !prefix.contains("#"),
      !prefix.contains("?")
    else { return nil }
    return prefix
  }
}
