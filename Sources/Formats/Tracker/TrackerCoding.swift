import StageKit

/// How the values of parameters are written.
enum TrackerCoding {
  /// Percent-encoded, as in a query.
  case query
  /// Percent-encoded, and the percent signs once more, as CloudFront does.
  case doubledQuery
  /// As they are, in well-formed UTF-8.
  case literal

  /// What decodes them.
  var options: PercentCoding.Options {
    self == .doubledQuery ? [.plusAsBlank, .undouble] : .plusAsBlank
  }
}
