import StageKit

/// What is known of the event in hand beside its fields.
struct TrackerRow {
  /// The parameters that have a value.
  let seen: ParameterSet
  /// Those whose value could not be converted.
  var failed = ParameterSet()
  /// The kind of event has no name that Snowplow accepts, though its parameter is fine or missing.
  var hasNoEvent = false
  /// The time of the request could not be read.
  var hasNoTime = false
  /// The text of a page that is no URI, and whether it is the referer of the request.
  var badPage: Bytes?
  var isPageReferer = false
  /// The text of a page before that is no URI.
  var badReferrer: Bytes?

  init(seen: ParameterSet) { self.seen = seen }

  /// Whether everything could be converted.
  var isSound: Bool {
    failed.isEmpty && !hasNoEvent && !hasNoTime && badPage == nil && badReferrer == nil
  }

  /// Whether a parameter has a value, and it fits.
  func has(_ number: Int) -> Bool { seen.contains(number) && !failed.contains(number) }
}
