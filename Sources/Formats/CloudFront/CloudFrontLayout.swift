import StageKit

/// The columns of the fields that every pixel request needs.
struct CloudFrontLayout: Sendable {
  /// The place of a field that the log does not hold.
  static let none = CloudFrontColumns.none

  let date: Int
  let time: Int
  let seconds: Int
  let milliseconds: Int
  let address: Int
  let method: Int
  let stem: Int
  let referer: Int
  let agent: Int
  let query: Int
  /// It came in 2015, as the 20th of 23.
  var forwarded: Int

  static let standard = CloudFrontLayout(.standard)
  static let realTime = CloudFrontLayout(.realTime)
  static let all = CloudFrontLayout(.all)

  init(_ columns: CloudFrontColumns) {
    date = columns.has(.time) ? columns[.date] : CloudFrontLayout.none
    time = columns[.time]
    seconds = columns[.seconds]
    milliseconds = columns[.milliseconds]
    address = columns[.client]
    method = columns[.method]
    stem = columns[.stem]
    referer = columns[.referer]
    agent = columns[.agent]
    query = columns[.query]
    forwarded = columns[.forwarded]
  }
}
