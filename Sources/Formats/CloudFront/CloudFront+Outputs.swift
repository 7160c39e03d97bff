import StageKit

/// What the format declares beside the fields of tracker events.
extension CloudFront {
  /// All fields, each once.
  static var outputs: [Output] {
    let tracker = Set(TrackerOutputs.tokens.map(field))
    return TrackerOutputs.tokens + accessLog.filter { !tracker.contains(field($0)) }
  }

  private static func field(_ output: Output) -> String {
    if case .output(let spec) = output.item { spec.field } else { "" }
  }

  /// The fields of other requests.
  private static let accessLog: [Output] = [
    Output("unstruct_event", .json, "with `access_log_event`: the request as `wd_access_log`"),
    Output("http_method", .text, "`access_log`: method of the request"),
    Output("http_scheme", .text, "`access_log`: `http`, `https`, `ws` or `wss`"),
    Output("http_host", .text, "`access_log`: host that was asked for"),
    Output("http_path", .text, "`access_log`: path of the request, not decoded"),
    Output("http_query", .text, "`access_log`: query of the request, not decoded"),
    Output("http_protocol", .text, "`access_log`: protocol of the request, such as `HTTP/2.0`"),
    Output("http_status", .integer, "`access_log`: status of the answer"),
    Output("http_bytes", .integer, "`access_log`: bytes of the answer, with its headers"),
    Output("http_request_bytes", .integer, "`access_log`: bytes of the request"),
    Output("http_duration", .decimal, "`access_log`: seconds that the answer took"),
    Output("http_result", .text, "`access_log`: `Hit`, `Miss`, `Error` and the like"),
    Output("http_edge", .text, "`access_log`: place of CloudFront that answered"),
  ]
}
