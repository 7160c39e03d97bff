extension CloudFront {
  /// What the reference page says.
  static let notes = """
    Each `GET` of `/i` or `/ice.png` with a query is one event of Snowplow's tracker protocol.

    **Lines.** Fields are separated by tabs. A `#Fields:` line names the fields of the lines behind
    it, in any order, as often as it comes; `date`, `time`, `cs-method`, `cs-uri-stem` and
    `cs-uri-query` must be among them, `c-ip`, `cs(Referer)`, `cs(User-Agent)` and
    `x-forwarded-for` are used where they are. Without a header CloudFront's own order is taken, for
    lines of 12, 15, 18, 19 or at least 23 fields. A tab at the end of a line and CRLF do no harm.
    Other lines that begin with `#` are passed over. Lines of another shape fail (class `parse`), and
    so do logs of streaming (RTMP) distributions.

    **Percent signs.** CloudFront encodes those of the original request once more: `%2520` for a
    blank. One such level is taken away from query, referer and user agent, where it is found
    (`%25` before two hexadecimal digits), so logs of all years are read. The user agent is then
    decoded; a `+` in it stays.

    **Parameters.** The last of a repeated name wins; a name without `=` has no value. When two
    parameters are for one field (`se_ca` and `ev_ca`, `tnuid` and `nuid`, `ti_nm` and `ti_na`), the
    one that is listed first below wins if both have a value.

    **Address.** The first address in `x-forwarded-for`, else `c-ip`; the parameter `ip` goes before
    both.

    **Page.** The parameter `url`, else the referer of the request. `page_url` is printed after
    parsing: a blank is `%20`, and what no URI may hold is encoded. With `invalid: empty` a text
    that is no URI stays in `page_url` as it is.

    **Values that do not fit.** With `invalid: fail` every value is checked, whether or not a stage
    or sink reads its field; the event fails (class `invalid`) with all errors together, in the
    words of Snowplow Enrich. Kinds of event that are missing or unknown, times of requests that
    cannot be read, and pages and referers that are no URIs are among them. With `invalid: empty`
    the fields stay empty, and fields that nothing reads are not made.
    """
}
