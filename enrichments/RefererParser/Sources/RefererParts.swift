import StageKit

/// The parts of a referer's URI as they stand, not decoded; nil where there is none.
struct RefererParts {
  var scheme: Bytes?
  var host: Bytes?
  var path: Bytes?
  var query: Bytes?
}
