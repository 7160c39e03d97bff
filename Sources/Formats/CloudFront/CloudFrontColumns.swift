import StageKit

/// In which column of a log each field stands.
struct CloudFrontColumns: Sendable {
  private var places = [Int](repeating: none, count: CloudFrontField.allCases.count)

  /// The place of a field that the log does not hold.
  static let none = -1

  /// The order of the standard log, which later fields were always added to.
  static let standard = CloudFrontColumns(
    Array(CloudFrontField.allCases.prefix(CloudFrontField.standardCount)))

  /// The order of real-time logs.
  static let realTime = CloudFrontColumns(CloudFrontField.realTime)

  /// Every field in the order of its number.
  static let all = CloudFrontColumns(CloudFrontField.allCases)

  /// Columns of these fields, in order; nil for one that is unknown. The first of equal ones counts.
  init(_ fields: [CloudFrontField?]) {
    for (column, field) in fields.enumerated() {
      guard let field, column < FieldSplitter.capacity, !has(field) else { continue }
      places[field.rawValue] = column
    }
  }

  subscript(field: CloudFrontField) -> Int { places[field.rawValue] }

  func has(_ field: CloudFrontField) -> Bool { self[field] != CloudFrontColumns.none }

  /// Swaps two fields: real-time logs call the host that was asked for `cs-host` and the
  /// distribution `x-host-header`.
  mutating func swapHosts() {
    places.swapAt(
      CloudFrontField.host.rawValue, CloudFrontField.distribution.rawValue)
  }

  /// The fields without which nothing can be read, and that are not there.
  ///
  /// Shape: a real-time log needs no query of its own, for it stands in the stem.
  var missing: [CloudFrontField] {
    let hasEpoch = has(.seconds) || has(.milliseconds)
    var needed: [CloudFrontField] = hasEpoch ? [] : [.date, .time]
    needed += [.method, .stem]
    if !isRealTime { needed.append(.query) }
    return needed.filter { !has($0) }
  }

  /// Whether the times of the log are seconds since 1970 only.
  var isRealTime: Bool { has(.seconds) && !has(.date) }
}
