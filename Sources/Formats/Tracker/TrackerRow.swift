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
  /// It is a self-describing event, which names its schema itself.
  var isSelfDescribing = false
  /// The time of a request that no column can hold.
  var badTime: Int64?
  /// The time in a cross-domain parameter that is none.
  var badCrossTime: Bytes?
  /// The user of a request who is no UUID.
  var badUser: Bytes?

  init(seen: ParameterSet) { self.seen = seen }

  /// Whether everything could be converted.
  var isSound: Bool {
    failed.isEmpty && !hasNoEvent && !hasNoTime && badPage == nil && badReferrer == nil
      && badTime == nil && badCrossTime == nil && badUser == nil
  }

  /// Whether a parameter has a value, and it fits.
  func has(_ number: Int) -> Bool { seen.contains(number) && !failed.contains(number) }
}
