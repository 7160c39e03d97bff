import StageKit

/// The values of one line that could not be converted.
struct CombinedErrors {
  var time: Bytes?
  var status: Bytes?
  var size: Bytes?
  var referrer: Bytes?
  var page: Bytes?

  var isEmpty: Bool {
    time == nil && status == nil && size == nil && referrer == nil && page == nil
  }

  /// All of them in words.
  var failure: Failure {
    var fields = InvalidFields()
    if let time {
      fields.add(
        "collector_tstamp", "'\(time.string)' is no time of the form 10/Oct/2000:13:55:36 -0700")
    }
    if let status { fields.add("http_status", "'\(status.string)' is no number") }
    if let size { fields.add("http_bytes", "'\(size.string)' is no number") }
    if let referrer { fields.add("page_referrer", InvalidFields.uri(referrer)) }
    if let page { fields.add("page_url", InvalidFields.uri(page)) }
    return fields.failure
  }
}
