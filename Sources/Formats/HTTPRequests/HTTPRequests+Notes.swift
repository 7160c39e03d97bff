extension HTTPRequests {
  /// What the reference page says.
  static let notes = """
    Each line is a JSON object with one request as a collector saw it. One request may carry many
    events.

    | key | value |
    | --- | --- |
    | `method` | `OPTIONS` gives no event; the others are not told apart |
    | `path` | path of the request; may be missing beside `target` |
    | `querystring` | query without its `?`; may be missing beside `target` |
    | `target` | path and query as the request line had them |
    | `headers` | a list of `["Name", "value"]` or of `"Name: value"`, or an object |
    | `body` | the body as text |
    | `body_base64` | the body in base64, read when `body` is missing |
    | `timestamp`, `received_at_ms` | when it came in: milliseconds since 1970, or a time of RFC 3339 |
    | `ip`, `ipAddress`, `peer_ip` | address of the client |
    | `userAgent`, `refererUri`, `contentType` | else the headers `User-Agent`, `Referer`, `Content-Type` |
    | `networkUserId` | else the cookie `sp` |
    | `collector` | name of the collector, for `v_collector` |

    Other keys are not read, and `null` is like no key. So the lines of a recording server can be
    read, and those of Snowplow's `CollectorPayload` written as JSON.

    **Paths.** `/i`, `/ice.png` and `/com.snowplowanalytics.snowplow/tp1`: the query is one event.
    `/com.snowplowanalytics.snowplow/tp2`: the body is a self-describing list of events
    (`payload_data/jsonschema/1-0-*`), and the parameters of the query are laid over each of them; a
    request without body and content type is one event, its query. The content type must be
    `application/json`, or that with `; charset=utf-8` or `; charset=UTF-8`. `/r/tp2`: a redirect,
    whose target `u` becomes the event `uri_redirect`, or with `e` the first entity of the contexts.
    Other paths fail (class `parse`), also those of webhooks.

    **Bodies.** Each event is an object of texts, must have `tv`, `p` and `e`, and may only have the
    names of `payload_data/jsonschema/1-0-4`. One event that is no such object fails the whole
    request, with all that is wrong. With `invalid: fail` an event with a value that does not fit
    fails alone; the other events of the body go on.

    **Address.** The parameter `ip`, else the first address of the first `X-Forwarded-For` that
    begins with one, else that of `Forwarded: for=…` when it is the last header, else the address of
    the client. A request with the header `SP-Anonymous` has the address `unknown`.

    **User.** `network_userid` is the parameter `tnuid`, else `nuid`, else `networkUserId` or the
    cookie `sp`, which must be a UUID; with the header `SP-Anonymous` and without `networkUserId`
    all of its digits are 0.

    **Parameters.** The last of a repeated name wins; a name without `=` has no value. When two
    parameters are for one field (`co` and `cx`, `ue_pr` and `ue_px`, `tnuid` and `nuid`), the one
    that is listed first below wins if both have a value.

    \(TrackerNotes.common)
    """
}
