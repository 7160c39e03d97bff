public import StageKit

/// Access logs of web servers: the combined log format of Apache and nginx, and the common one.
///
/// Source: Apache's mod_log_config and nginx's ngx_http_log_module.
public struct Combined: InputFormat {
  static let host = Option<String>.optional(
    "host",
    "where the pages stand, such as `https://www.example.com`, or `www.example.com` for the same: "
      + "with it requests get a `page_url`")
  static let invalid = InvalidValues.option

  public static let spec = Spec(
    "combined", "lines of web servers' access logs",
    tokens: [host, invalid] + client + http
      + URIOutputs.tokens("page_url", of: "the request")
      + URIOutputs.tokens("refr_url", of: "the page before"),
    notes: notes, example: example)

  private let plan: CombinedPlan

  /// The format as a pipeline file states it.
  public init(_ setup: Setup) throws(Findings) {
    var prefix: String?
    if let host = setup[Combined.host] {
      prefix = PageHost.prefix(host)
      if prefix == nil {
        throw [
          setup.finding(
            "host", "bad-host", "'\(host)' is no host name",
            help: ["write a host, with or without its scheme: https://www.example.com"])
        ]
      }
    }
    plan = CombinedPlan(setup, setup[Combined.invalid], host: prefix)
  }

  /// A decoder for one worker.
  public func makeDecoder() -> any RecordDecoder { CombinedDecoder(plan) }
}
