extension CloudFront {
  /// What the reference page says.
  static let notes = """
    Each `GET` of `/i` or `/ice.png` with a query is one event of Snowplow's tracker protocol; so is
    one of `/com.snowplowanalytics.snowplow/tp2`. `/r/tp2` is a redirect, whose target `u` becomes
    the event `uri_redirect`, or with `e` the first entity of the contexts.

    **Lines.** What a line is shows by itself, so files of all kinds may be mixed:

    | line | read as |
    | ---- | ------- |
    | `#Fields: …` | the names of the fields of the lines behind it, in any order, as often as it comes |
    | begins with `{` | JSON of standard logging v2: an object whose values are texts |
    | 12, 15, 18, 19, 23 or more fields between tabs | standard log, in CloudFront's own order |
    | the same numbers of fields between runs of blanks | the same, as such logs were passed on in 2012 |
    | 40 or more fields, the first of them a time such as `1607374321.541` | real-time log |

    Under a `#Fields:` line, or with `columns`, a line has as many fields as were named; names are
    CloudFront's, with or without parentheses (`cs(User-Agent)`, `cs-user-agent`, `cs_user_agent`).
    `cs-method`, `cs-uri-stem`, `cs-uri-query` and a time must be among them, in real-time logs the
    query may stand in `cs-uri-stem`. `c-ip`, `cs(Referer)`, `cs(User-Agent)` and `x-forwarded-for`
    are used where they are. A tab at the end of a line and CRLF do no harm. Other lines that begin
    with `#` are passed over. Lines of another shape fail (class `parse`), and so do logs of
    streaming (RTMP) distributions.

    **Time.** `date` and `time`, which are whole seconds; without them `timestamp`, in seconds or
    milliseconds since 1970, else `timestamp(ms)`.

    **Percent signs.** CloudFront encodes those of the original request once more: `%2520` for a
    blank. Until 2013 and since 2020 it does not so everywhere. One such level is taken away, field by
    field, from query, referer and user agent, where it is found (`%25` before two hexadecimal
    digits), so logs of all years are read. The user agent is then decoded; a `+` in it stays.

    **Parameters.** The last of a repeated name wins; a name without `=` has no value. When two
    parameters are for one field (`se_ca` and `ev_ca`, `tnuid` and `nuid`, `ti_nm` and `ti_na`), the
    one that is listed first below wins if both have a value.

    **Address.** The first address in `x-forwarded-for`, else `c-ip`; the parameter `ip` goes before
    both.

    **Page.** The parameter `url`, else the referer of the request. `page_url` is printed after
    parsing: a blank is `%20`, and what no URI may hold is encoded. With `invalid: empty` a text
    that is no URI stays in `page_url` as it is.

    \(TrackerNotes.common)

    **Other requests.** With `other_requests: access_log` a request that is no pixel request is an
    event too: its parts are the `http_` fields, with single percent signs; `page_url` is the URI that
    was asked for, from `x-host-header` (`cs(Host)` where that is missing) and the path, and
    `page_referrer` is `cs(Referer)`. `event` and `platform` stay empty. With `access_log_event` it is
    the event that Snowplow's adapter makes: `event` is `unstruct`, `platform` is `srv`, `page_url` is
    the referer, and `unstruct_event` holds the line as `com.amazon.aws.cloudfront/wd_access_log`, in
    the version whose fields the line holds all of; later fields are left out.

    **`dialect: snowplow`.** Lines are told apart as Snowplow Enrich 3.9 does: by the number of
    fields between runs of white space, 12, 15, 18, 19 or at least 23; 14, 17, 18 and 22 where two
    blanks or more behind the query leave room for an empty cookie. `#Version:` and `#Fields:` lines
    are passed over, and what they say is not used. White space at the end of fewer than 23 fields
    and CRLF make a line unreadable; real-time logs and JSON are, and so is a line without a byte,
    which is no record elsewhere. `access_log_event` takes 12, 15, 18, 19, 23, 24 or 26 fields
    between tabs and no others.
    """
}
