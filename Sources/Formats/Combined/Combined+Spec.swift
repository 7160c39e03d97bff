import StageKit

/// What the format declares and what its reference page says.
extension Combined {
  static let client: [Output] = [
    Output("etl_tstamp", .timestamp, "when the line was processed"),
    Output("collector_tstamp", .timestamp, "when the request came in, UTC"),
    Output("event_id", .text, "a UUID that derives from the input, line and bytes of the record"),
    Output("v_collector", .text, "`access_log`"),
    Output("v_etl", .text, "name and version of this program"),
    Output("user_ipaddress", .text, "the remote host, as the server logged it"),
    Output("useragent", .text, "the user agent"),
    Output("page_referrer", .text, "the referer, as it came"),
    Output(
      "page_url", .text, "`host` and what was asked for, as printed after parsing; empty without"),
  ]

  static let http: [Output] = [
    Output("http_method", .text, "method of the request"),
    Output("http_path", .text, "target of the request up to its `?`, not decoded"),
    Output("http_query", .text, "target of the request behind its `?`, not decoded"),
    Output("http_protocol", .text, "protocol of the request, such as `HTTP/1.1`"),
    Output("http_status", .integer, "status of the answer"),
    Output("http_bytes", .integer, "bytes of the answer's body"),
    Output("http_user", .text, "name of the user who logged in"),
    Output("http_ident", .text, "name that identd gave"),
  ]

  static let example = """
    sources:
      - id: hits
        use: files
        path: logs/access.log*
        format: { use: combined, host: https://www.example.com }
    """

  static let notes = """
    Each line is one event:

        host identity user [time] "request" status bytes "referer" "user-agent"

    The common log format, which ends behind `bytes`, is read too, and so are more fields behind the
    user agent, which are passed over. `-` is no value. Inside quotes the escapes of Apache and nginx
    are undone: `\\"`, `\\\\`, `\\xHH`, `\\n`, `\\r`, `\\t`, `\\b`, `\\v`. Lines of another shape, and lines in
    which a quote does not end, fail (class `parse`).

    `event` and `platform` stay empty: a line of a log does not say what kind of event it is; a `set`
    stage can. A request that is not `METHOD target PROTOCOL`, as attackers send it, leaves the
    `http_` fields of the request empty and is no error.

    With `invalid: fail` an event fails (class `invalid`), with all its errors together, when time,
    status or bytes cannot be read or when the referer or the page is no URI. That is rare, since
    blanks, brackets, quotes and the like are encoded first; with `invalid: empty` its parts stay
    empty, and the text stays in `page_referrer` or `page_url`.
    """
}
