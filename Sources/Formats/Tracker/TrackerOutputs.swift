import StageKit

/// What a format of tracker events declares: the fields that its decoder fills.
enum TrackerOutputs {
  static let tokens: [Output] =
    collector + parameters + page + referrer + visitor + schema

  /// What the collector, not the tracker, knows.
  private static let collector: [Output] = [
    Output("etl_tstamp", .timestamp, "when the event was processed"),
    Output("collector_tstamp", .timestamp, "when the request came in"),
    Output("v_etl", .text, "name and version of this program"),
    Output(
      "derived_tstamp", .timestamp,
      "best guess of when it happened: `ttm`, else the time of the request less the time between "
        + "`dtm` and `stm`, else the time of the request"),
  ]

  /// The fields of the table of parameters, each once.
  private static let parameters: [Output] = {
    var names: [String] = []
    for parameter in TrackerParameters.all {
      for field in parameter.fields where !names.contains(field) { names.append(field) }
    }
    return names.map(parameterOutput)
  }()

  private static let page = URIOutputs.tokens("page_url", of: "the page")
  private static let referrer = URIOutputs.tokens("refr_url", of: "the page before")

  /// What `_sp` in the query of the page says.
  private static let visitor: [Output] = [
    Output(
      "refr_domain_userid", .text,
      "the visitor's `domain_userid` on the page before: first part of `_sp` in the page's query"),
    Output(
      "refr_dvce_tstamp", .timestamp,
      "when the visitor left the page before: second part of `_sp`, in milliseconds"),
  ]

  private static let schema: [Output] = [
    Output("event_vendor", .text, "vendor of the event's schema"),
    Output("event_name", .text, "name of the event's schema"),
    Output("event_format", .text, "format of the event's schema"),
    Output("event_version", .text, "version of the event's schema"),
  ]

  private static func parameterOutput(_ field: String) -> Output {
    let sources = TrackerParameters.all.filter { $0.fields.contains(field) }
    let names = sources.map { "`\($0.name)`" }.joined(separator: ", else ")
    let type = sources.first?.kind.fieldType ?? .text
    return Output(field, type, "parameter \(names)" + (remarks[field] ?? ""))
  }

  /// Where a field has another source than its parameters, or they are not taken as they are.
  private static let remarks: [String: String] = [
    "event": ", as a name: `page_view` for `pv`",
    "event_id": ", else a UUID that derives from the input, line and bytes of the record",
    "v_collector": ", else the name of the format",
    "user_ipaddress": " up to the first comma, bar or blank, else the address of the client",
    "useragent": ", else that of the request",
    "network_userid": ", else what the request says of its user",
    "contexts": ", the latter in base64; in the wrapper of version 1-0-1",
    "unstruct_event": ", the latter in base64; in the wrapper of version 1-0-0",
    "page_url": ", else the referer of the request; as printed after parsing",
    "page_referrer": ", as it came",
    "dvce_screenwidth": ", in front of the `x`",
    "dvce_screenheight": ", behind the `x`",
    "br_viewwidth": ", in front of the `x`",
    "br_viewheight": ", behind the `x`",
    "doc_width": ", in front of the `x`",
    "doc_height": ", behind the `x`",
  ]
}
