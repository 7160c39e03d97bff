import StageKit

/// In which column of a log each field stands that a pixel request needs.
struct CloudFrontLayout: Sendable {
  /// The place of a field that the log does not hold.
  static let none = -1

  var date = none
  var time = none
  var address = none
  var method = none
  var stem = none
  var referer = none
  var agent = none
  var query = none
  var forwarded = none

  /// The order that CloudFront has always had; the last field came in 2015, as the 20th of 23.
  static let standard = CloudFrontLayout(
    date: 0, time: 1, address: 4, method: 5, stem: 7, referer: 9, agent: 10, query: 11,
    forwarded: 19)

  /// The fields without which nothing can be read, and that this layout does not hold.
  var missing: [String] {
    [
      ("date", date), ("time", time), ("cs-method", method), ("cs-uri-stem", stem),
      ("cs-uri-query", query),
    ].filter { $0.1 == CloudFrontLayout.none }.map(\.0)
  }

  /// Notes the column of a field by its name in a header; the first of equal names counts.
  mutating func note(_ name: Bytes, column: Int) {
    if name.equalsFolded("date") { CloudFrontLayout.set(&date, column) }
    if name.equalsFolded("time") { CloudFrontLayout.set(&time, column) }
    if name.equalsFolded("c-ip") { CloudFrontLayout.set(&address, column) }
    if name.equalsFolded("cs-method") { CloudFrontLayout.set(&method, column) }
    if name.equalsFolded("cs-uri-stem") { CloudFrontLayout.set(&stem, column) }
    if name.equalsFolded("cs(referer)") { CloudFrontLayout.set(&referer, column) }
    if name.equalsFolded("cs(user-agent)") { CloudFrontLayout.set(&agent, column) }
    if name.equalsFolded("cs-uri-query") { CloudFrontLayout.set(&query, column) }
    if name.equalsFolded("x-forwarded-for") { CloudFrontLayout.set(&forwarded, column) }
  }

  private static func set(_ place: inout Int, _ column: Int) {
    if place == none { place = column }
  }
}
