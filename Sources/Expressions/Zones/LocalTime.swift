/// The clock of a place: turns what it shows into points in time.
public struct LocalTime: Sendable {
  private let rules: TimeZoneRules

  /// The place of a name such as `Europe/Berlin`, or an offset such as `+02:00`; nil when there is none.
  public init?(_ zone: String) {
    guard let rules = ZoneFile.rules(zone) else { return nil }
    self.rules = rules
  }

  /// Seconds after 1970 in UTC of seconds that the clock shows.
  ///
  /// Shape: an hour that comes twice is the first one; one that is left out is read as if the clock
  /// had not been put forward yet.
  public func utc(_ local: Int64) -> Int64 {
    let before = local - rules.offset(at: local - 86_400)
    if before + rules.offset(at: before) == local { return before }
    let after = local - rules.offset(at: local + 86_400)
    return after + rules.offset(at: after) == local ? after : before
  }
}
