public import EventModel

/// The types of the fields that MaxMind's databases have, by the path as it is written.
///
/// Source: MaxMind's descriptions of the GeoIP2 City, Country, Enterprise, ISP, ASN, Anonymous-IP
/// and Connection-Type databases.
public enum KnownFields {
  private static let integers: Set<String> = [
    "accuracy_radius", "metro_code", "population_density", "average_income", "geoname_id",
    "confidence", "autonomous_system_number", "user_count",
  ]
  private static let texts: Set<String> = [
    "iso_code", "code", "time_zone", "isp", "organization", "domain", "connection_type",
    "user_type", "autonomous_system_organization", "mobile_country_code", "mobile_network_code",
  ]

  /// The type of a field; nil when MaxMind has none of this name.
  public static func type(of path: String) -> FieldType? {
    let parts = path.split(separator: ".")
    guard let last = parts.last.map(String.init) else { return nil }
    if last == "latitude" || last == "longitude" || last == "static_ip_score" { return .double }
    if integers.contains(last) { return .integer }
    if last.hasPrefix("is_") { return .boolean }
    if texts.contains(last) || parts.dropLast().last == "names" { return .text }
    return nil
  }
}
