import StageKit

/// A kind of event, by its code.
///
/// Source: Snowplow Enrich, fact sheet 2.3 and 2.7.
struct TrackerEvent: Sendable {
  /// The two bytes of the code, the first one low.
  let code: UInt16
  let name: Bytes
  /// The columns of its schema; nil when the event itself names it, or when it has none.
  let schema: Schema?
  /// False for the legacy code `ad`, which has a name but fails.
  let isValid: Bool

  /// event_vendor, event_name, event_format and event_version.
  struct Schema: Sendable {
    let vendor: Bytes
    let name: Bytes
    let format = Bytes.constant("jsonschema")
    let version = Bytes.constant("1-0-0")
  }

  /// The code of events that name their schema themselves, `ue`.
  static let selfDescribing = UInt16(117) | UInt16(101) << 8

  static let all: [TrackerEvent] = [
    snowplow("pv", "page_view"),
    snowplow("pp", "page_ping"),
    TrackerEvent("se", "struct", vendor: "com.google.analytics", schema: "event"),
    TrackerEvent("ue", "unstruct"),
    snowplow("tr", "transaction"),
    snowplow("ti", "transaction_item"),
    TrackerEvent("ev", "struct", vendor: "com.google.analytics", schema: "event"),
    TrackerEvent("ad", "ad_impression", isValid: false),
  ]

  private static func snowplow(_ code: StaticString, _ name: String) -> TrackerEvent {
    TrackerEvent(code, name, vendor: "com.snowplowanalytics.snowplow", schema: name)
  }

  private init(
    _ code: StaticString, _ name: String, vendor: String = "", schema: String? = nil,
    isValid: Bool = true
  ) {
    self.code = UInt16(code.utf8Start[0]) | UInt16(code.utf8Start[1]) << 8
    self.name = Bytes.constant(name)
    self.schema = schema.map { Schema(vendor: Bytes.constant(vendor), name: Bytes.constant($0)) }
    self.isValid = isValid
  }
}
