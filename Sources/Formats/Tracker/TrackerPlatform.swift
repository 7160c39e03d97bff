import StageKit

/// The platforms that events may come from.
enum TrackerPlatform {
  /// Source: Snowplow Enrich, fact sheet 2.4.
  static func isKnown(_ text: Bytes) -> Bool {
    text == "web" || text == "mob" || text == "app" || text == "pc" || text == "srv"
      || text == "tv" || text == "cnsl" || text == "iot" || text == "headset"
  }
}
